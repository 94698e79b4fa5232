import { describe, expect, it } from 'vitest'
import type { CallStatus } from '../journal/entry.ts'
import { end, graphOf, start } from '../worker/test-graph.ts'
import { foldHistory, followSignal, nextMoment, statusOf } from './index.ts'
import { PaperRun } from './paper-run.ts'

type More = Record<string, unknown>
const param = (path: string) => ({ ref: 'param', path })
const own = (path: string) => ({ ref: 'node', node: 'c', side: 'output', path })

const runOf = (node: More, params: More = {}) =>
  new PaperRun(
    graphOf(
      [start, { id: 'c', kind: 'playbook', playbook: 'Child', ...node }, { id: 'caught', kind: 'end' }, end],
      ['start>c', 'c>end', 'c:failure>caught'],
    ),
    params,
  )
const repeat = (more: More) => ({ kind: 'repeat', items: param('list'), itemInput: 'item', ...more })

/** The open calls: their inputs by number and try. */
const openCalls = (run: PaperRun) =>
  [...run.state.waits.values()].flatMap(({ details }) =>
    details.kind === 'child'
      ? [[details.call, details.attempt, 'inline' in details.inputs && details.inputs.inline.output]]
      : [],
  )

function endCall(run: PaperRun, call: number, status: CallStatus = 'completed', output: unknown = { status }): void {
  const open = [...run.state.waits.values()].find(({ details }) => details.kind === 'child' && details.call === call)
  if (!open) throw new Error(`Call ${call} is not open`)
  const answer = { kind: 'child' as const, status, result: { inline: { output } } }
  run.put({ type: 'wait-closed', wait: open.wait, node: 'c', by: 'answer', answer })
  run.decide()
}

const node = (run: PaperRun) => run.state.nodes.get('c')

describe('a node that runs another playbook', () => {
  it('runs it once, lists passed whole, what has no value left out (NOD-60, NOD-62)', () => {
    const inputs = { ips: param('ips'), gone: param('gone'), 'a.b': { ref: 'const', value: 7 } }
    const run = runOf({ inputs }, { ips: ['1', '2'] })
    run.decide()
    expect(openCalls(run)).toEqual([[0, 1, { ips: ['1', '2'], 'a.b': 7 }]])
    expect(statusOf(run.state)).toBe('waiting')
    endCall(run, 0)
    expect(run.state.finished).toBe('completed')
  })

  it.each<[CallStatus, string, string]>([
    ['completed', 'succeeded', 'completed'],
    ['completed_with_errors', 'failed', 'completed_with_errors'],
    ['failed', 'failed', 'completed_with_errors'],
    ['killed', 'failed', 'completed_with_errors'],
    ['not_started', 'failed', 'completed_with_errors'],
  ])('takes the end of its child for its own: %s (EXE-08)', (status, ended, final) => {
    const run = runOf({})
    run.decide()
    endCall(run, 0, status)
    expect(node(run)).toMatchObject({ status: ended, ports: ['out'] })
    expect(run.state.finished).toBe(final)
  })

  it('is left by its failure exit alone where it has one (EXE-06)', () => {
    const run = runOf({ failureExit: true })
    run.decide()
    endCall(run, 0, 'failed')
    expect(node(run)).toMatchObject({ status: 'failed', ports: ['failure'] })
    expect(run.state.nodes.get('end')?.status).toBe('skipped')
    expect(run.state.finished).toBe('completed')
  })

  it('tries again after a pause that grows, but not what somebody killed', () => {
    const run = runOf({ retry: { times: 2, delaySeconds: 10, factor: 3 } })
    run.decide()
    endCall(run, 0, 'failed')
    expect(openCalls(run)).toEqual([])
    expect(nextMoment(run.state)?.getTime()).toBe(run.now.getTime() + 10_000)
    run.after(10)
    expect(openCalls(run)).toEqual([[0, 2, {}]])
    endCall(run, 0, 'failed')
    expect(nextMoment(run.state)?.getTime()).toBe(run.now.getTime() + 30_000)
    run.after(30)
    endCall(run, 0, 'killed')
    expect(node(run)?.status).toBe('failed')
  })

  it('is stopped when its time is over (EXE-15)', () => {
    const run = runOf({ timeoutSeconds: 60 })
    run.decide()
    expect(run.after(59)).toEqual([])
    run.after(1)
    expect(node(run)).toMatchObject({ status: 'failed', error: 'The playbook “Child” took too long and was stopped.' })
  })

  it('closes its open call when it runs again, and ignores what the old child says (EXE-11)', () => {
    const run = runOf({})
    run.decide()
    const [old] = run.state.waits.keys()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'c', scope: 'this', by: null }))
    run.decide()
    expect([...run.state.waits.keys()]).not.toContain(old)
    expect(openCalls(run)).toHaveLength(1)
    const answer = { kind: 'child' as const, status: 'failed' as const, result: { inline: {} } }
    run.put({ type: 'wait-closed', wait: old ?? '', node: 'c', by: 'answer', answer })
    run.decide()
    expect(node(run)?.status).toBe('running')
  })

  it('is the same when its history is read again', () => {
    const run = runOf(repeat({ concurrency: 2 }), { list: [1, 2, 3] })
    run.decide()
    endCall(run, 1)
    const again = foldHistory(run.version, run.history)
    expect([...again.waits.keys()]).toEqual([...run.state.waits.keys()])
    expect(again.nodes.get('c')?.iterations).toEqual(node(run)?.iterations)
  })
})

describe('a node that repeats a playbook', () => {
  it.each<[string, unknown, unknown[]]>([
    ['a list', [1, { a: 2 }], [{ item: 1 }, { item: { a: 2 } }]],
    ['a single value, which is a list of itself', 'x', [{ item: 'x' }]],
    ['an empty list', [], []],
    ['no value', undefined, []],
  ])('runs once for each item of %s', (_, list, inputs) => {
    const run = runOf(repeat({}), { list })
    run.decide()
    expect(openCalls(run).map(([, , given]) => given)).toEqual(inputs)
    for (const [call] of openCalls(run)) endCall(run, Number(call))
    expect(run.state.finished).toBe('completed')
  })

  it('runs so many side by side, the next as soon as one ends', () => {
    const run = runOf(repeat({ concurrency: 2 }), { list: [1, 2, 3, 4] })
    run.decide()
    expect(openCalls(run).map(([call]) => call)).toEqual([0, 1])
    endCall(run, 1)
    expect(openCalls(run).map(([call]) => call)).toEqual([0, 2])
  })

  it('uses no more than its most rounds and says so', () => {
    const run = runOf(repeat({ maxRounds: 2 }), { list: [1, 2, 3] })
    run.decide()
    expect(openCalls(run)).toHaveLength(2)
    expect(node(run)?.warnings).toEqual(['The list has 3 items, only the first 2 were used'])
  })

  it('fails where one failed, after all have ended', () => {
    const run = runOf(repeat({ concurrency: 1 }), { list: [1, 2] })
    run.decide()
    endCall(run, 0, 'failed')
    expect(node(run)?.status).toBe('running')
    endCall(run, 1)
    expect(node(run)).toMatchObject({ status: 'failed', error: 'The playbook “Child” failed. (1 of 2 failed)' })
  })

  const until = (more: More = {}) => ({
    ...{ kind: 'repeat', mode: 'until', inputs: { cursor: own('next') } },
    conditions: [{ left: own('next'), operator: '==', right: { ref: 'const', value: 'end' } }],
    ...more,
  })

  it('goes on until its condition holds of the last round, whose output feeds the next', () => {
    const run = runOf(until())
    run.decide()
    expect(openCalls(run)).toEqual([[0, 1, {}]])
    endCall(run, 0, 'completed', { next: 'p2' })
    expect(openCalls(run)).toEqual([[1, 1, { cursor: 'p2' }]])
    endCall(run, 1, 'completed', { next: 'end' })
    expect(run.state.finished).toBe('completed')
    expect(node(run)?.iterations).toHaveLength(2)
  })

  it('pauses between rounds, not before the first', () => {
    const run = runOf(until({ pauseSeconds: 5 }))
    run.decide()
    endCall(run, 0, 'completed', { next: 'p2' })
    expect(openCalls(run)).toEqual([])
    run.after(5)
    expect(openCalls(run)).toEqual([[1, 1, { cursor: 'p2' }]])
  })

  it.each<[string, More, CallStatus, string]>([
    ['after its most rounds', { maxRounds: 1 }, 'completed', 'The condition did not hold after 1 rounds.'],
    ['where a round failed', {}, 'failed', 'The playbook “Child” failed.'],
    ['where it has no condition', { conditions: [] }, 'completed', 'The branch has no condition'],
  ])('fails %s', (_, more, status, error) => {
    const run = runOf(until(more))
    run.decide()
    endCall(run, 0, status, { next: 'p2' })
    expect(node(run)).toMatchObject({ status: 'failed', error })
  })
})
