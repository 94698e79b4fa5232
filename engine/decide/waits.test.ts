import { describe, expect, it } from 'vitest'
import { action, choice, end, graphOf, start } from '../worker/test-graph.ts'
import { followSignal, nextMoment, statusOf } from './index.ts'
import { now, PaperRun } from './paper-run.ts'

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
