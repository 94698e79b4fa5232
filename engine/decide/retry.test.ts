import { describe, expect, it } from 'vitest'
import type { EntryOf } from '../journal/entry.ts'
import { action, end, graphOf, start } from '../worker/test-graph.ts'
import { foldHistory, followSignal, nextMoment, pauseSeconds, statusOf } from './index.ts'
import { now, PaperRun } from './paper-run.ts'

const retry = { times: 2, delaySeconds: 10, factor: 3 }
const trying = (more: Record<string, unknown> = {}) =>
  graphOf([start, action('a', { retry, ...more }), action('b'), end], ['start>a', 'a>b', 'b>end'])
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

function begun(run: PaperRun): EntryOf<'attempt-started'>[] {
  return run.history.flatMap(({ entry }) => (entry.type === 'attempt-started' && entry.node === 'a' ? [entry] : []))
}

describe('retries', () => {
  it('tries again after a pause that grows, with the same key, then fails (EXE-06)', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.finish('a', 'failed')
    expect(nextMoment(run.state)).toEqual(later(10))
    expect(statusOf(run.state)).toBe('running')
    expect(run.statuses()).toMatchObject({ a: 'running', b: 'idle' })
    run.after(9)
    expect(begun(run)).toHaveLength(1)
    run.after(1)
    run.finish('a', 'failed')
    expect(nextMoment(run.state)).toEqual(later(40))
    run.after(30)
    run.finish('a', 'failed')
    expect(begun(run).map(({ attempt, key }) => [attempt, key])).toEqual([1, 2, 3].map((each) => [each, 'r:a:1:0']))
    expect(run.statuses()).toMatchObject({ a: 'failed', b: 'running' })
    expect(run.state.nodes.get('a')?.error).toBe('a broke')
  })

  it('forgets the failures before an attempt that succeeds', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.finish('a', 'failed')
    run.after(10)
    run.finish('a', 'succeeded', { ip: 'x' })
    run.runOut()
    expect(run.state.nodes.get('a')).toMatchObject({ status: 'succeeded', error: null })
    expect(run.state.finished).toBe('completed')
  })

  it('retries each iteration for itself', () => {
    const run = new PaperRun(trying({ inputs: { ip: { ref: 'param', path: 'ips' } } }), { ips: ['1', '2'] })
    run.decide()
    const name = { node: 'a', round: 1, iteration: 0, attempt: 1 }
    run.put({
      type: 'attempt-finished',
      ...name,
      status: 'failed',
      again: { at: later(5).toISOString(), why: 'retry' },
    })
    run.finish('a')
    expect(run.statuses().a).toBe('running')
    run.after(5)
    run.finish('a')
    expect(run.statuses().a).toBe('succeeded')
  })

  it('does not count a lost attempt as a failed one', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.put({ type: 'attempt-lost', node: 'a', round: 1, iteration: 0, attempt: 1 })
    run.decide()
    for (const pause of [10, 30]) {
      run.finish('a', 'failed')
      expect(run.statuses().a).toBe('running')
      run.after(pause)
    }
    run.finish('a', 'failed')
    expect(run.statuses().a).toBe('failed')
  })

  it('does not retry what a person marked as failed', () => {
    const run = new PaperRun(trying(), {}, { idempotent: false })
    run.decide()
    run.put({ type: 'attempt-lost', node: 'a', round: 1, iteration: 0, attempt: 1 })
    run.decide()
    const [wait] = run.state.waits.keys()
    const answer = { kind: 'lost', decision: 'fail', responder: {} } as const
    run.put({ type: 'wait-closed', wait: wait ?? '', node: 'a', by: 'answer', answer })
    expect(run.statuses().a).toBe('failed')
  })

  it('begins anew, without old pauses, when the node is run again (EXE-11)', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.finish('a', 'failed')
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'this', by: null }))
    run.decide()
    expect(begun(run).at(-1)).toMatchObject({ round: 2, attempt: 1, key: 'r:a:2:0' })
    expect(run.after(100)).toEqual([])
    run.finish('a')
    run.runOut()
    expect(run.state.finished).toBe('completed')
  })

  it('ends a pause when the run is killed (EXE-12)', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.finish('a', 'failed')
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'kill', by: 'ann', reason: null }))
    run.decide()
    expect(run.state.finished).toBe('killed')
    expect(nextMoment(run.state)).toBeNull()
  })

  it('comes to the same state from the history alone', () => {
    const run = new PaperRun(trying())
    run.decide()
    run.finish('a', 'failed')
    expect(foldHistory(run.version, run.history)).toEqual(run.state)
  })

  it('pauses no longer than a day, however steep the back-off', () => {
    expect([0, 1, 2].map((failures) => pauseSeconds(retry, failures))).toEqual([10, 30, 90])
    expect(pauseSeconds({ times: 20, delaySeconds: 86_400, factor: 10 }, 19)).toBe(86_400)
  })
})
