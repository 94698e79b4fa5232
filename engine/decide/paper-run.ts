import type { Entry, JournalRecord } from '../journal/entry.ts'
import type { ActionShape, PlaybookGraph } from '../playbook/index.ts'
import { versionOf } from '../worker/test-graph.ts'
import {
  afterAttempt,
  applyEntry,
  type CompiledVersion,
  compileVersion,
  decide,
  newRunState,
  type RunState,
} from './index.ts'

export const now = new Date('2026-01-01T00:00:00Z')

/** A run on paper: decisions are applied at once, attempts end as `outcomes` says. */
export class PaperRun {
  readonly version: CompiledVersion
  readonly state: RunState
  readonly history: JournalRecord[] = []
  readonly params: Record<string, unknown>
  now = now

  constructor(graph: PlaybookGraph, params: Record<string, unknown> = {}, shape: Partial<ActionShape> = {}) {
    this.version = compileVersion(versionOf(graph, shape))
    this.state = newRunState(this.version)
    this.params = params
  }

  put(...entries: Entry[]): void {
    for (const entry of entries) {
      const record = { seq: this.state.seq + 1, at: this.now, entry }
      this.history.push(record)
      applyEntry(this.version, this.state, record)
    }
  }

  decide(mayBegin = 1000): Entry[] {
    const all: Entry[] = []
    for (;;) {
      const known = { params: this.params, scopes: {}, values: new Map() }
      const { entries } = decide(this.version, this.state, {
        ...known,
        runId: 'r',
        now: this.now,
        maxIterations: 1000,
        mayBegin,
      })
      if (entries.length === 0) return all
      all.push(...entries)
      this.put(...entries)
    }
  }

  /** Ends the attempts under way of a node, then decides on. */
  finish(node: string, status: 'succeeded' | 'failed' = 'succeeded', output: unknown = {}): void {
    const state = this.state.nodes.get(node)
    state?.iterations.forEach((iteration, index) => {
      if (iteration.status !== 'running') return
      const name = { node, round: state.round, iteration: index, attempt: iteration.attempts }
      const error = status === 'failed' ? { error: `${node} broke` } : {}
      const again = afterAttempt(this.version, this.state, name, { status, output }, this.now)
      const next = again ? { again } : {}
      this.put({ type: 'attempt-finished', ...name, status, ...error, result: { inline: { output } }, ...next })
    })
    this.decide()
  }

  answer(node: string, text: string): void {
    const wait = [...this.state.waits.values()].find((each) => each.node === node)
    const answer = { kind: 'choice' as const, answer: text, responder: {} }
    this.put({ type: 'wait-closed', wait: wait?.wait ?? '', node, by: 'answer', answer })
    this.decide()
  }

  /** Finishes whatever runs until nothing does; answers the order in which nodes began. */
  runOut(failing: string[] = []): string[] {
    this.decide()
    for (;;) {
      const running = [...this.state.nodes.values()].find((node) => node.running > 0)
      if (!running) return this.begun()
      this.finish(running.id, failing.includes(running.id) ? 'failed' : 'succeeded')
    }
  }

  /** Time passes, then decides on; answers what was decided. */
  after(seconds: number): Entry[] {
    this.now = new Date(this.now.getTime() + seconds * 1000)
    return this.decide()
  }

  begun(): string[] {
    return this.history.flatMap(({ entry }) => (entry.type === 'node-started' ? [entry.node] : []))
  }

  statuses(): Record<string, string> {
    return Object.fromEntries([...this.state.nodes.values()].map((node) => [node.id, node.status]))
  }
}
