import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal/entry.ts'
import { action, chainOf, end, graphOf, start, when } from '../worker/test-graph.ts'
import { foldHistory, followSignal, statusOf } from './index.ts'
import { PaperRun } from './paper-run.ts'

const exclusive = () =>
  graphOf(
    [start, when('if', 'x', '1'), action('yes'), action('no'), action('join'), end],
    ['start>if', 'if:yes>yes', 'if:failure>no', 'yes>join', 'no>join', 'join>end'],
  )

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
    const run = new PaperRun(chainOf(1), {}, { idempotent: false })
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
