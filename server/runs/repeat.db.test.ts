import { createTestInstance } from '@tocsin/testkit'
import { ask, broken, constant, FlowTester, hash, output, param, text } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const each = (id: string, playbook: string, more: Record<string, unknown> = {}) => ({
  ...{ id, kind: 'repeat', playbook, mode: 'items', items: param('list'), itemInput: 'item' },
  ...more,
})

describe('a node that repeats a playbook', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
    await flow.publish('For one', {
      inputs: ['item', 'common'],
      nodes: [hash('h', text('{{input.item.name}} {{input.common}}'))],
      links: ['start>h', 'h>end'],
    })
    await flow.publish('Asks', { inputs: ['item'], nodes: [ask('q')], links: ['start>q', 'q:yes>end', 'q:no>end'] })
  })
  afterAll(() => flow.started.stop())

  it('runs it once for each item, in order of the list, and passes the item whole', async () => {
    const outer = await flow.publish('All items', {
      inputs: ['list'],
      nodes: [
        each('r', 'For one', { inputs: { common: constant('c') }, concurrency: 2 }),
        hash('after', output('r', '[].h.sha256')),
      ],
      links: ['start>r', 'r>after', 'after>end'],
    })
    const list = ['a', 'b', 'c'].map((name) => ({ name }))
    const run = await flow.start(outer, { input: { list } })
    await flow.reaches(run, 'completed')
    const children = (await flow.node(run, 'r')).children ?? []
    const inputs = await Promise.all(children.map(async ({ runId }) => (await flow.run(runId)).input))
    expect(inputs).toEqual(list.map((item) => ({ common: 'c', item })))
    expect(await flow.iterations(run, 'r')).toHaveLength(3)
    // One hash for each round: what a repeat gives is a list.
    expect(await flow.iterations(run, 'after')).toHaveLength(3)
  })

  it('runs no more than so many side by side, and none where there are no items', async () => {
    const outer = await flow.publish('Two at once', {
      inputs: ['list'],
      nodes: [each('r', 'Asks', { concurrency: 2 })],
      links: ['start>r', 'r>end'],
    })
    const run = await flow.start(outer, { input: { list: [1, 2, 3] } })
    await flow.reaches(run, 'waiting')
    const first = (await flow.node(run, 'r')).children ?? []
    expect(first).toHaveLength(2)
    for (const { runId } of first) await flow.reaches(runId, 'waiting')
    await flow.answer(first[1]?.runId ?? '', 'q', 'yes')
    await flow.reaches(first[1]?.runId ?? '', 'completed')
    const third = await flow.childrenReach(run, 'r', 3)
    await flow.reaches(third[2]?.runId ?? '', 'waiting')
    for (const { runId } of [third[0], third[2]].flatMap((child) => child ?? [])) await flow.answer(runId, 'q', 'yes')
    await flow.reaches(run, 'completed')
    const none = await flow.start(outer, { input: { list: [] } })
    await flow.reaches(none, 'completed')
    expect(await flow.iterations(none, 'r')).toEqual([])
  })

  it('leaves out what is beyond its most rounds, with a warning, and fails where a round failed', async () => {
    await flow.publish('Never works', { inputs: ['item'], nodes: [broken('b')], links: ['start>b', 'b>end'] })
    const outer = await flow.publish('At most two', {
      inputs: ['list'],
      nodes: [each('r', 'Never works', { maxRounds: 2, concurrency: 1 })],
      links: ['start>r', 'r>end'],
    })
    const run = await flow.start(outer, { input: { list: [1, 2, 3] } })
    await flow.reaches(run, 'completed_with_errors')
    expect(await flow.iterations(run, 'r')).toHaveLength(2)
    expect((await flow.node(run, 'r')).error).toMatch(/“Never works” ended with errors.*\(2 of 2 failed\)/s)
  })

  it('goes on until what the last round gave satisfies its condition, with a pause between rounds', async () => {
    await flow.publish('Grows', {
      inputs: ['text'],
      nodes: [
        hash('grown', constant('x'), {
          action: 'Build JSON Object',
          inputs: { key_1: constant('text'), value_1: text('{{input.text}}x') },
        }),
      ],
      links: ['start>grown', 'grown>end'],
    })
    const until = (equals: string, maxRounds: number) => ({
      ...{ id: 'r', kind: 'repeat', playbook: 'Grows', mode: 'until', pauseSeconds: 0.02, maxRounds },
      inputs: { text: output('r', 'grown.object.text') },
      conditions: [{ left: output('r', 'grown.object.text'), operator: '==', right: constant(equals) }],
    })
    const outer = await flow.publish('Until three', { nodes: [until('xxx', 10)], links: ['start>r', 'r>end'] })
    const run = await flow.start(outer)
    await flow.reaches(run, 'completed')
    const rounds = (await flow.iterations(run, 'r')).map((round) => round.output)
    expect(rounds).toMatchObject(['x', 'xx', 'xxx'].map((grown) => ({ grown: { object: { text: grown } } })))
    const never = await flow.publish('Until never', { nodes: [until('y', 2)], links: ['start>r', 'r>end'] })
    const failed = await flow.start(never)
    await flow.reaches(failed, 'completed_with_errors')
    expect((await flow.node(failed, 'r')).error).toBe('The condition did not hold after 2 rounds.')
  })
})
