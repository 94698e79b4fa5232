import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal/entry.ts'
import { action, end, graphOf, start } from '../worker/test-graph.ts'
import { decide, followSignal, nextMoment, statusOf } from './index.ts'
import { now, PaperRun } from './paper-run.ts'

type More = Record<string, unknown>
const constant = (value: unknown) => ({ ref: 'const', value })

const runOf = (node: More, params: More = {}) =>
  new PaperRun(
    graphOf(
      [start, { id: 'n', kind: 'wait', ...node }, action('a'), end],
      ['start>n', 'n>a', 'n:timeout>end', 'a>end'],
    ),
    params,
  )
const node = (run: PaperRun) => run.state.nodes.get('n')

describe('a task of a playbook', () => {
  const decideTask = (decision: 'approve' | 'reject'): Entry => ({
    ...{ type: 'wait-closed', wait: 'n:1', node: 'n', by: 'answer' },
    answer: {
      ...{ kind: 'task', decision, responder: { id: 'u' } },
      output: { status: 'in_progress', title: 'T', owner: 'Ben', percentage: 10, hours: 1 },
    },
  })

  it('is described by its node, due so many days after its start (NOD-40)', () => {
    const run = runOf(
      { kind: 'task', title: 'Call {{input.who}}', dueDays: 1.5, owner: constant('ben') },
      { who: 'Ben' },
    )
    const [opened] = run.decide().filter((entry) => entry.type === 'wait-opened')
    expect(opened).toMatchObject({
      details: { kind: 'task', title: 'Call Ben', owner: 'ben', authorizer: null, dueAt: '2026-01-02T12:00:00.000Z' },
    })
    expect(statusOf(run.state)).toBe('waiting')
  })

  it.each([
    ['approve', 'succeeded', 'completed'],
    ['reject', 'failed', 'completed_with_errors'],
  ] as const)('decided by %s: the node %s, and the flow goes on (NOD-42, NOD-43)', (decision, status, final) => {
    const run = runOf({ kind: 'task', title: 'T' })
    run.decide()
    run.put(decideTask(decision))
    run.runOut()
    expect(node(run)).toMatchObject({ status, ports: ['out'] })
    expect(run.state.finished).toBe(final)
  })

  it('that is not mandatory lets the rest run, once, and holds the end of the run (NOD-41)', () => {
    const run = runOf({ kind: 'task', title: 'T', mandatory: false })
    expect(run.runOut()).toEqual(['a'])
    expect([run.state.finished, statusOf(run.state)]).toEqual([null, 'waiting'])
    run.put(decideTask('approve'))
    expect(run.runOut()).toEqual(['a'])
    expect(run.state.finished).toBe('completed')
  })

  it('that is not mandatory counts as passed for a node after it that runs again', () => {
    const run = runOf({ kind: 'task', title: 'T', mandatory: false })
    run.runOut()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'from-here', by: null }))
    expect(run.runOut()).toEqual(['a', 'a'])
    expect(run.state.nodes.get('end')?.status).toBe('succeeded')
  })

  it('run again asks anew (EXE-11)', () => {
    const run = runOf({ kind: 'task', title: 'T' })
    run.decide()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'n', scope: 'this', by: null }))
    run.decide()
    expect([...run.state.waits.keys()]).toEqual(['n:2'])
  })
})

describe('a wait', () => {
  it.each<[string, More, number]>([
    ['seconds', { mode: 'duration', duration: constant(90) }, 90],
    ['minutes', { mode: 'duration', duration: constant('15m') }, 900],
    ['hours', { mode: 'duration', duration: constant('1.5h') }, 5400],
    ['days from a value', { mode: 'duration', duration: { ref: 'param', path: 'for' } }, 172_800],
    ['a time', { mode: 'time', time: constant('2026-01-01T00:01:00Z') }, 60],
    ['a time without zone, which is UTC', { mode: 'time', time: constant('2026-01-01 00:01') }, 60],
    ['seconds since 1970', { mode: 'time', time: constant(now.getTime() / 1000 + 60) }, 60],
  ])('for %s goes on by itself', (_, more, seconds) => {
    const run = runOf(more, { for: '2d' })
    run.decide()
    expect(nextMoment(run.state)).toEqual(new Date(now.getTime() + seconds * 1000))
    run.after(seconds)
    expect(node(run)).toMatchObject({ status: 'succeeded', ports: ['out'] })
  })

  it.each<[string, More]>([
    ['no time', { mode: 'duration', duration: constant('0') }],
    ['a time that has passed', { mode: 'time', time: constant('2025-12-31T23:59:59Z') }],
    [
      'a condition that holds',
      { mode: 'condition', conditions: [{ left: constant(1), operator: '==', right: constant(1) }] },
    ],
  ])('for %s does not wait', (_, more) => {
    const run = runOf(more)
    run.decide()
    expect(node(run)?.status).toBe('succeeded')
    expect(run.history.some(({ entry }) => entry.type === 'wait-opened')).toBe(false)
  })

  it.each<[string, More, string]>([
    ['a duration', { mode: 'duration', duration: constant('soon') }, 'The duration “soon” cannot be read'],
    ['a time', { mode: 'time', time: constant('tomorrow') }, 'The time “tomorrow” cannot be read'],
    ['no condition', { mode: 'condition' }, 'has no condition'],
  ])('with %s that cannot be read fails and is left like any other (EXE-06)', (_, more, error) => {
    const run = runOf(more)
    run.runOut()
    expect(node(run)).toMatchObject({ status: 'failed', ports: ['out'], error: expect.stringContaining(error) })
    expect(run.state.finished).toBe('completed_with_errors')
  })

  const forField = { conditions: [{ left: { ref: 'incident', path: 'type' }, operator: 'present' }] }
  const look = (run: PaperRun, type: string | null, lookAgain: boolean) => {
    const scopes = { incident: { type } }
    const context = { params: {}, scopes, values: new Map(), runId: 'r', now: run.now, maxIterations: 1, mayBegin: 9 }
    const { entries } = decide(run.version, run.state, { ...context, lookAgain })
    run.put(...entries)
    return entries.map((entry) => entry.type)
  }

  it('for a condition is looked at when something may have changed, and only then', () => {
    const run = runOf({ mode: 'condition', timeoutSeconds: 60, ...forField })
    for (let turn = 0; turn < 4; turn += 1) look(run, null, false)
    expect([...run.state.waits.keys()]).toEqual(['n:1'])
    expect(look(run, 'Malware', false)).toEqual([])
    expect(look(run, null, true)).toEqual([])
    expect(look(run, 'Malware', true)).toEqual(['wait-closed'])
    expect(node(run)).toMatchObject({ status: 'succeeded', ports: ['out'] })
  })

  it('for a condition is left by timeout when its time is over', () => {
    const run = runOf({ mode: 'condition', timeoutSeconds: 60, ...forField })
    for (let turn = 0; turn < 4; turn += 1) look(run, null, false)
    run.after(60)
    expect(node(run)).toMatchObject({ status: 'succeeded', ports: ['timeout'] })
  })
})
