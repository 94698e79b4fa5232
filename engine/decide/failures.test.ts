import { describe, expect, it } from 'vitest'
import { action, chainOf, choice, end, graphOf, start, when } from '../worker/test-graph.ts'
import { followSignal } from './index.ts'
import { PaperRun } from './paper-run.ts'

const rescued = (settings: { killOnError?: boolean } = {}) =>
  graphOf(
    [start, action('a', { failureExit: true }), action('next'), action('rescue'), end],
    ['start>a', 'a>next', 'a:failure>rescue', 'next>end', 'rescue>end'],
    settings,
  )

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

  it.each([
    ['fails', ['a'], ['a', 'rescue'], { a: 'failed', next: 'skipped', rescue: 'succeeded' }],
    ['succeeds', [], ['a', 'next'], { a: 'succeeded', next: 'succeeded', rescue: 'skipped' }],
  ])('leaves a step that %s by one of its two exits, and the playbook has dealt with it (EXE-06, EXE-08)', (_name, failing, begun, statuses) => {
    const run = new PaperRun(rescued())
    expect(run.runOut(failing)).toEqual(begun)
    expect(run.statuses()).toMatchObject(statuses)
    expect(run.state.finished).toBe('completed')
  })

  it('shows a failure in the end where its exit leads nowhere (EXE-08)', () => {
    const graph = graphOf(
      [start, action('a', { failureExit: true }), action('next'), end],
      ['start>a', 'a>next', 'next>end'],
    )
    const run = new PaperRun(graph)
    expect(run.runOut(['a'])).toEqual(['a'])
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('shows a failure of what deals with a failure (EXE-08)', () => {
    const run = new PaperRun(rescued())
    run.runOut(['a', 'rescue'])
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('does not stop at a failure that the playbook deals with (EXE-09)', () => {
    const run = new PaperRun(rescued({ killOnError: true }))
    expect(run.runOut(['a'])).toEqual(['a', 'rescue'])
    expect(run.state.finished).toBe('completed')
  })

  it('joins both exits once (EXE-05)', () => {
    const graph = graphOf(
      [start, action('a', { failureExit: true }), action('join'), end],
      ['start>a', 'a>join', 'a:failure>join', 'join>end'],
    )
    const run = new PaperRun(graph)
    expect(run.runOut(['a'])).toEqual(['a', 'join'])
  })

  it('takes the other exit when the failed step succeeds the next time (EXE-11)', () => {
    const run = new PaperRun(rescued())
    run.runOut(['a'])
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'from-here', by: null }))
    run.runOut()
    expect(run.statuses()).toMatchObject({ a: 'succeeded', next: 'succeeded', rescue: 'skipped' })
  })
})
