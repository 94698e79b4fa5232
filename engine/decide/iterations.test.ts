import { describe, expect, it } from 'vitest'
import { action, end, graphOf, start } from '../worker/test-graph.ts'
import { decide } from './index.ts'
import { now, PaperRun } from './paper-run.ts'

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
