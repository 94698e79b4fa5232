import { createTestInstance } from '@tocsin/testkit'
import { ask, broken, call, constant, FlowTester, hash, output, param, text } from '@tocsin/testkit/flow-tester.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('playbooks that run other playbooks', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
  })
  afterAll(() => flow.started.stop())

  const childOf = async (run: string, node: string) => {
    const [child] = (await flow.node(run, node)).children ?? []
    if (!child) throw new Error(`Node ${node} started nothing`)
    return child.runId
  }

  it('runs a published child once, with lists passed whole, and gives what its nodes gave (NOD-60 … NOD-64)', async () => {
    const inner = await flow.publish('Look up', {
      inputs: ['ips', 'note'],
      nodes: [hash('h', text('{{input.ips | combine}} {{input.note}}'), { name: 'Hash them' })],
      links: ['start>h', 'h>end'],
    })
    const outer = await flow.publish('Outer', {
      inputs: ['ips'],
      nodes: [
        call('c', 'look up', { ips: param('ips'), note: constant('x') }),
        hash('after', output('c', 'Hash them.sha256')),
      ],
      links: ['start>c', 'c>after', 'after>end'],
    })
    const run = await flow.start(outer, { input: { ips: ['10.0.0.1', '10.0.0.2'] } })
    const done = await flow.reaches(run, 'completed')
    expect(done.nodes.find(({ id }) => id === 'c')?.children).toMatchObject([
      { playbook: 'Look up', status: 'completed', call: 0, attempt: 1 },
    ])
    const child = await flow.run(await childOf(run, 'c'))
    expect(child).toMatchObject({
      playbookId: inner,
      origin: { kind: 'parent', id: run, label: 'Outer' },
      input: { ips: ['10.0.0.1', '10.0.0.2'], note: 'x' },
    })
    const given = await flow.iterations(run, 'c')
    expect(given).toMatchObject([
      { output: { status: 'completed', 'Hash them': { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } } },
    ])
    expect(JSON.stringify(given[0]?.output)).toContain((await flow.shown(run, 'after')).text)
  })

  it('takes the version that is published when the child starts, also under a later name (EXE-03, NOD-60)', async () => {
    const inner = await flow.publish('To be renamed', {
      nodes: [hash('old', constant('1'))],
      links: ['start>old', 'old>end'],
    })
    const outer = await flow.publish('Asks, then calls', {
      nodes: [ask('q'), call('c', 'To be renamed')],
      links: ['start>q', 'q:yes>c', 'q:no>end', 'c>end'],
    })
    const { body } = await flow.api.get(`/playbooks/${outer}`)
    await flow.api.put(`/playbooks/${outer}/draft`, { graph: body.graph })
    const run = await flow.start(outer)
    await flow.reaches(run, 'waiting')
    await flow.publishAnew(inner, { nodes: [hash('new', constant('2'))], links: ['start>new', 'new>end'] })
    expect((await flow.api.patch(`/playbooks/${inner}`, { name: 'Renamed' })).status).toBe(200)
    const { body: after } = await flow.api.get(`/playbooks/${outer}`)
    expect(after.draft.graph.nodes.find((node: { id: string }) => node.id === 'c').playbook).toBe('Renamed')
    await flow.answer(run, 'q', 'yes')
    await flow.reaches(run, 'completed')
    expect(Object.keys(await flow.output(run, 'c'))).toEqual(['new', 'status'])
  })

  it('fails with its child and is left by its failure exit (EXE-06, NOD-64)', async () => {
    await flow.publish('Broken inside', { nodes: [broken('b')], links: ['start>b', 'b>end'] })
    const outer = await flow.publish('Catches', {
      nodes: [
        call('c', 'Broken inside', {}, { failureExit: true }),
        hash('caught', output('c', 'status')),
        hash('never', constant('x')),
      ],
      links: ['start>c', 'c:failure>caught', 'c:out>never', 'caught>end', 'never>end'],
    })
    const run = await flow.start(outer)
    await flow.reaches(run, 'completed')
    expect((await flow.node(run, 'c')).error).toMatch(/“Broken inside” ended with errors: .*JSON/)
    expect((await flow.node(run, 'never')).status).toBe('skipped')
    expect((await flow.iterations(run, 'caught'))[0]?.input).toEqual({ text: 'completed_with_errors' })
  })

  it('tries a failed child again after a pause, and stops one that takes too long (EXE-06, EXE-15)', async () => {
    await flow.publish('Asks for ever', { nodes: [ask('q')], links: ['start>q', 'q:yes>end', 'q:no>end'] })
    const outer = await flow.publish('Is impatient', {
      nodes: [
        call('retried', 'Broken inside', {}, { retry: { times: 2, delaySeconds: 0.05, factor: 1 } }),
        call('slow', 'Asks for ever', {}, { timeoutSeconds: 0.2 }),
      ],
      links: ['start>retried', 'start>slow', 'retried>end', 'slow>end'],
    })
    const run = await flow.start(outer)
    await flow.reaches(run, 'completed_with_errors')
    expect((await flow.node(run, 'retried')).children?.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect((await flow.node(run, 'slow')).error).toContain('took too long')
    await flow.reaches(await childOf(run, 'slow'), 'killed')
  })

  it('kills what it started, at any depth, and ends when its child is killed (EXE-12)', async () => {
    await flow.publish('Middle', { nodes: [call('m', 'Asks for ever')], links: ['start>m', 'm>end'] })
    const outer = await flow.publish('Top', { nodes: [call('t', 'Middle')], links: ['start>t', 't>end'] })
    const run = await flow.start(outer)
    const deepest = async (top: string) => {
      const middle = await flow.nodeReaches(top, 't', 'running').then(() => childOf(top, 't'))
      await flow.nodeReaches(middle, 'm', 'running')
      const inner = await childOf(middle, 'm')
      await flow.reaches(inner, 'waiting')
      return { middle, inner }
    }
    const first = await deepest(run)
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'playbook' })
    expect(await flow.run(first.inner)).toMatchObject({ waitingFor: 'user' })
    expect((await flow.api.post(`/runs/${run}/kill`)).status).toBe(202)
    for (const id of [run, first.middle, first.inner]) await flow.reaches(id, 'killed')
    expect((await flow.api.get('/operations')).body.items).toEqual([])

    const again = await flow.start(outer)
    const second = await deepest(again)
    await flow.api.post(`/runs/${second.inner}/kill`)
    await flow.reaches(again, 'completed_with_errors')
    expect((await flow.node(second.middle, 'm')).error).toBe('The playbook “Asks for ever” was killed.')
    expect((await flow.node(again, 't')).error).toContain('“Middle” ended with errors')
  })

  it('closes the old child when its node runs again (EXE-11)', async () => {
    const outer = await flow.publish('Runs again', { nodes: [call('c', 'Asks for ever')], links: ['start>c', 'c>end'] })
    const run = await flow.start(outer)
    await flow.nodeReaches(run, 'c', 'running')
    const old = await childOf(run, 'c')
    await flow.reaches(old, 'waiting')
    expect((await flow.api.post(`/runs/${run}/nodes/c/rerun`, { scope: 'this' })).status).toBe(202)
    await flow.reaches(old, 'killed')
    const fresh = await childOf(run, 'c')
    expect(fresh).not.toBe(old)
    await flow.reaches(fresh, 'waiting')
    await flow.answer(fresh, 'q', 'yes')
    await flow.reaches(run, 'completed')
  })

  it('says why a child cannot start: disabled, deleted, nested without end (NOD-60, NOD-65)', async () => {
    const off = await flow.publish('Switched off', { nodes: [], links: ['start>end'] })
    const outer = await flow.publish('Calls it', { nodes: [call('c', 'Switched off')], links: ['start>c', 'c>end'] })
    await flow.api.post(`/playbooks/${off}/disable`)
    const first = await flow.start(outer)
    await flow.reaches(first, 'completed_with_errors')
    expect((await flow.node(first, 'c')).error).toBe('"Switched off" is disabled. Enable it first.')
    await flow.api.delete(`/playbooks/${off}`)
    const second = await flow.start(outer)
    await flow.reaches(second, 'completed_with_errors')
    expect((await flow.node(second, 'c')).error).toContain('is not here any more')

    // Two drafts that call one another can only meet in test runs.
    const one = await flow.publish('One', { nodes: [], links: ['start>end'] })
    const two = await flow.publish('Two', { nodes: [call('back', 'One')], links: ['start>back', 'back>end'] })
    const looping = { nodes: [call('there', 'Two')], links: ['start>there', 'there>end'] }
    const refused = await flow.publishAnew(one, looping).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(refused).toContain('“One” → “Two” → “One”')
    const test = await flow.start(one, { test: true })
    await flow.reaches(test, 'completed_with_errors')
    const middle = await childOf(test, 'there')
    expect((await flow.node(middle, 'back')).error).toBe(
      'The playbook would run itself without end: "One" → "Two" → "One".',
    )
    expect(two).not.toBe(one)
  })

  it('keeps large inputs and outputs out of the history, each stored once', async () => {
    await flow.publish('Gives much', {
      inputs: ['text'],
      nodes: [hash('h', constant('x')), hash('big', param('text'), { action: 'Validate JSON' })],
      links: ['start>h', 'h>big', 'big>end'],
    })
    const outer = await flow.publish('Takes much', {
      inputs: ['text'],
      nodes: [call('c', 'Gives much', { text: param('text') }), hash('after', output('c', 'big.kind'))],
      links: ['start>c', 'c>after', 'after>end'],
    })
    const much = JSON.stringify(Array.from({ length: 900 }, (_, n) => ({ n, filling: 'x'.repeat(20) })))
    const run = await flow.start(outer, { input: { text: much } })
    await flow.reaches(run, 'completed')
    expect(await flow.shown(run, 'after')).toEqual({ text: 'array' })
    const rows = await flow.started.instance.database.read(async (tx) => {
      const journal = await sql<{
        most: number
      }>`select max(length(entry::text)) as most from run_journal where run_id = ${run}`.execute(tx.sql)
      const values = await sql<{
        count: number
      }>`select count(*)::int as count from run_values where run_id = ${run}`.execute(tx.sql)
      return { most: journal.rows[0]?.most, values: values.rows[0]?.count }
    })
    expect(rows.most).toBeLessThan(9000)
    expect(rows.values).toBe(2)
    expect((await flow.output(run, 'c')).big).toMatchObject({ valid: true })
  })
})
