import { describe, expect, it } from 'vitest'
import { action, chainOf, choice, end, graphOf, start, when } from '../worker/test-graph.ts'
import { PaperRun } from './paper-run.ts'

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
