import { describe, expect, it } from 'vitest'
import type { Entry, JournalRecord } from '../journal/entry.ts'
import type { PlaybookGraph } from '../playbook/index.ts'
import { action, chainOf, choice, end, graphOf, start, versionOf, when } from '../worker/test-graph.ts'
import {
  applyEntry,
  type CompiledVersion,
  compileVersion,
  decide,
  foldHistory,
  followSignal,
  newRunState,
  nextMoment,
  type RunState,
  statusOf,
} from './index.ts'

const now = new Date('2026-01-01T00:00:00Z')

/** A run on paper: decisions are applied at once, attempts end as `outcomes` says. */
class PaperRun {
  readonly version: CompiledVersion
  readonly state: RunState
  readonly history: JournalRecord[] = []
  readonly params: Record<string, unknown>
  now = now

  constructor(graph: PlaybookGraph, params: Record<string, unknown> = {}, idempotent = true) {
    this.version = compileVersion(versionOf(graph, { idempotent }))
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
      this.put({ type: 'attempt-finished', ...name, status, ...error, result: { inline: { output } } })
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

  begun(): string[] {
    return this.history.flatMap(({ entry }) => (entry.type === 'node-started' ? [entry.node] : []))
  }

  statuses(): Record<string, string> {
    return Object.fromEntries([...this.state.nodes.values()].map((node) => [node.id, node.status]))
  }
}

const diamond = () =>
  graphOf(
    [start, action('a'), action('b'), action('join'), end],
    ['start>a', 'start>b', 'a>join', 'b>join', 'join>end'],
  )
const exclusive = () =>
  graphOf(
    [start, when('if', 'x', '1'), action('yes'), action('no'), action('join'), end],
    ['start>if', 'if:yes>yes', 'if:failure>no', 'yes>join', 'no>join', 'join>end'],
  )

describe('joins', () => {
  it('starts all successors of a port side by side (EXE-04)', () => {
    const run = new PaperRun(diamond())
    run.decide()
    expect(run.statuses()).toMatchObject({ a: 'running', b: 'running', join: 'idle' })
  })

  it('waits for every branch that can still arrive (EXE-05)', () => {
    const run = new PaperRun(diamond())
    run.decide()
    run.finish('a')
    expect(run.statuses().join).toBe('idle')
    run.finish('b')
    expect(run.statuses().join).toBe('running')
  })

  it.each([
    ['1', 'yes', 'no'],
    ['2', 'no', 'yes'],
  ])('joins exclusive branches once, x=%s (EXE-05)', (x, taken, skipped) => {
    const run = new PaperRun(exclusive(), { x })
    expect(run.runOut()).toEqual([taken, 'join'])
    expect(run.statuses()).toMatchObject({ [skipped]: 'skipped', join: 'succeeded', end: 'succeeded' })
    expect(run.state.finished).toBe('completed')
  })

  it('ends a whole part that only branches not taken lead to (EXE-05)', () => {
    const graph = graphOf(
      [start, when('if', 'x', '1'), action('a'), action('b'), action('c'), action('late'), end],
      ['start>if', 'start>late', 'if:yes>a', 'a>b', 'b>c', 'late>c', 'c>end'],
    )
    const run = new PaperRun(graph, { x: '2' })
    expect(run.runOut()).toEqual(['late', 'c'])
    expect(run.statuses()).toMatchObject({ a: 'skipped', b: 'skipped', c: 'succeeded' })
  })

  it('does not start a node that a question and a condition both may lead to twice (EXE-05)', () => {
    const graph = graphOf(
      [start, when('if', 'x', '1'), choice('ask'), action('act'), end],
      ['start>if', 'if:yes>ask', 'if:failure>act', 'ask:yes>act', 'ask:no>act', 'act>end'],
    )
    const run = new PaperRun(graph, { x: '1' })
    run.decide()
    run.answer('ask', 'no')
    expect(run.runOut()).toEqual(['act'])
  })

  it('ends a run whose branches stop before End (NOD-05)', () => {
    const run = new PaperRun(graphOf([start, action('a'), end], ['start>a']))
    expect(run.runOut()).toEqual(['a'])
    expect(run.state.finished).toBe('completed')
    expect(run.statuses().end).toBe('skipped')
  })
})

describe('failures', () => {
  it('goes on after a failed action, and shows it in the end (EXE-06, EXE-08)', () => {
    const run = new PaperRun(chainOf(3))
    expect(run.runOut(['a2'])).toEqual(['a1', 'a2', 'a3'])
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('stops at the first failed node where the playbook says so (EXE-09)', () => {
    const graph = graphOf(
      [start, action('a'), choice('ask'), action('b'), end],
      ['start>a', 'start>ask', 'a>b', 'b>end'],
      {
        killOnError: true,
      },
    )
    const run = new PaperRun(graph)
    run.runOut(['a'])
    expect(run.state.finished).toBe('failed')
    expect(run.state.error).toBe('a broke')
    expect(run.statuses()).toMatchObject({ ask: 'killed', b: 'skipped' })
    expect(run.state.waits.size).toBe(0)
  })

  it('leaves a condition that cannot be evaluated by failure (CND-02)', () => {
    const condition = when('if', 'x', '1')
    const mixed = { ...condition, branches: [{ ...(condition.branches as object[])[0], join: 'mixed' }] }
    const run = new PaperRun(graphOf([start, mixed, action('a'), end], ['start>if', 'if:failure>a', 'a>end']), {
      x: '1',
    })
    expect(run.runOut()).toEqual(['a'])
    expect(run.statuses().if).toBe('failed')
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('fails a node when one of its iterations failed, and names how many', () => {
    const inputs = { ip: { ref: 'param', path: 'ips' } }
    const run = new PaperRun(graphOf([start, action('a', { inputs }), end], ['start>a', 'a>end']), {
      ips: ['1', '2', '3'],
    })
    run.decide()
    run.put({
      type: 'attempt-finished',
      node: 'a',
      round: 1,
      iteration: 1,
      attempt: 1,
      status: 'failed',
      error: 'No route',
    })
    run.finish('a')
    expect(run.state.nodes.get('a')).toMatchObject({ status: 'failed', error: 'No route (1 of 3 failed)' })
    expect(run.state.finished).toBe('completed_with_errors')
  })
})

describe('iterations', () => {
  const inputs = { ip: { ref: 'param', path: 'ips' } }
  const listed = () => graphOf([start, action('a', { inputs }), action('b'), end], ['start>a', 'a>b', 'b>end'])

  it('begins no more attempts than there is room for, and the rest later', () => {
    const run = new PaperRun(listed(), { ips: ['1', '2', '3', '4', '5'] })
    run.decide(0)
    expect(run.state.running).toBe(0)
    const context = { params: run.params, scopes: {}, values: new Map(), runId: 'r', now, maxIterations: 1000 }
    expect(decide(run.version, run.state, { ...context, mayBegin: 2 })).toMatchObject({
      wanted: 3,
      entries: { length: 2 },
    })
    expect(decide(run.version, run.state, { ...context, mayBegin: 9 })).toMatchObject({
      wanted: 0,
      entries: { length: 5 },
    })
  })

  it('does nothing, successfully, for an empty list', () => {
    const run = new PaperRun(listed(), { ips: [] })
    expect(run.runOut()).toEqual(['a', 'b'])
    expect(run.state.nodes.get('a')).toMatchObject({ status: 'succeeded', iterations: [] })
  })
})

describe('waits', () => {
  const asking = () =>
    graphOf(
      [start, choice('ask', { expires: { seconds: 60, default: 'no' } }), action('a'), action('b'), end],
      ['start>ask', 'ask:yes>a', 'ask:no>b', 'a>end', 'b>end'],
    )

  it('holds the run until the answer, and takes its port (EXE-07, NOD-52)', () => {
    const run = new PaperRun(asking())
    run.decide()
    expect(statusOf(run.state)).toBe('waiting')
    expect(nextMoment(run.state)).toEqual(new Date(now.getTime() + 60_000))
    run.answer('ask', 'yes')
    expect(run.runOut()).toEqual(['a'])
  })

  it('answers by itself when time is over (NOD-53)', () => {
    const run = new PaperRun(asking())
    run.decide()
    run.now = new Date(now.getTime() + 60_000)
    expect(run.runOut()).toEqual(['b'])
    expect(run.state.nodes.get('ask')?.responder).toEqual({})
  })

  it('closes what is open when the run is killed (EXE-12)', () => {
    const run = new PaperRun(asking())
    run.decide()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'kill', by: 'ann', reason: null }))
    run.decide()
    expect(run.history.slice(-2).map(({ entry }) => entry.type)).toEqual(['wait-closed', 'run-finished'])
    expect(run.state.finished).toBe('killed')
    expect(followSignal(run.version, run.state, { id: 2, kind: 'kill', by: null, reason: null })).toEqual([])
  })
})

describe('after a crash', () => {
  const lost: Entry = { type: 'attempt-lost', node: 'a1', round: 1, iteration: 0, attempt: 1 }

  it('begins a lost attempt again with the same key where that does no harm', () => {
    const run = new PaperRun(chainOf(1))
    const [first] = run.decide().filter((entry) => entry.type === 'attempt-started')
    run.put(lost)
    const [second] = run.decide()
    expect(second).toMatchObject({
      type: 'attempt-started',
      attempt: 2,
      key: first?.type === 'attempt-started' ? first.key : '',
    })
  })

  it.each([
    ['retry', 'completed', 2],
    ['fail', 'completed_with_errors', 1],
  ] as const)('asks a person where it may do harm; %s', (decision, status, attempts) => {
    const run = new PaperRun(chainOf(1), {}, false)
    run.decide()
    run.put(lost)
    const [wait] = run.decide()
    expect(wait).toMatchObject({ type: 'wait-opened', details: { kind: 'lost' } })
    expect(statusOf(run.state)).toBe('waiting')
    if (wait?.type !== 'wait-opened') throw new Error('No wait')
    run.put({
      type: 'wait-closed',
      wait: wait.wait,
      node: 'a1',
      by: 'answer',
      answer: { kind: 'lost', decision, responder: {} },
    })
    run.runOut()
    expect(run.state.finished).toBe(status)
    expect(run.state.nodes.get('a1')?.iterations[0]?.attempts).toBe(attempts)
  })

  it('comes to the same state from the history alone', () => {
    const run = new PaperRun(exclusive(), { x: '1' })
    run.runOut(['yes'])
    expect(foldHistory(run.version, run.history)).toEqual(run.state)
  })

  it('ignores what an attempt of an earlier round reports', () => {
    const run = new PaperRun(chainOf(2))
    run.decide()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a1', scope: 'from-here', by: null }))
    run.decide()
    run.put({
      type: 'attempt-finished',
      node: 'a1',
      round: 1,
      iteration: 0,
      attempt: 1,
      status: 'failed',
      error: 'late',
    })
    expect(run.state.nodes.get('a1')).toMatchObject({ status: 'running', round: 2 })
    expect(run.runOut()).toEqual(['a1', 'a1', 'a2'])
    expect(run.state.finished).toBe('completed')
  })
})
