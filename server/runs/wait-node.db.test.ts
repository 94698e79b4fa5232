import { createTestInstance } from '@tocsin/testkit'
import { constant, FlowTester, hash, param } from '@tocsin/testkit/flow-tester.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const wait = (id: string, more: Record<string, unknown>) => ({ id, kind: 'wait', ...more })
const typeIs = (value: string) => ({
  conditions: [{ left: { ref: 'incident', path: 'type' }, operator: '==', right: constant(value) }],
})

describe('a node that waits', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
  })
  afterAll(() => flow.started.stop())

  it('waits so long, or until a moment, and not for what has passed', async () => {
    const id = await flow.publish('Clock', {
      inputs: ['for', 'until'],
      nodes: [
        wait('short', { mode: 'duration', duration: param('for') }),
        wait('moment', { mode: 'time', time: param('until') }),
        wait('past', { mode: 'time', time: constant('2001-01-01T00:00:00Z') }),
        wait('bad', { mode: 'duration', duration: param('none') }),
      ],
      links: ['start>short', 'short>moment', 'moment>past', 'past>bad', 'bad>end'],
    })
    const until = new Date(Date.now() + 2500).toISOString()
    const run = await flow.start(id, { input: { for: '1s', until } })
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'time' })
    expect(await flow.node(run, 'short')).toMatchObject({ waitsFor: { kind: 'time', until: expect.any(String) } })
    await flow.reaches(run, 'completed_with_errors')
    const [short, moment] = [await flow.node(run, 'short'), await flow.node(run, 'moment')]
    expect(Date.parse(short.finishedAt ?? '') - Date.parse(short.startedAt ?? '')).toBeGreaterThanOrEqual(1000)
    expect(Date.parse(moment.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(until))
    expect((await flow.node(run, 'past')).status).toBe('succeeded')
    expect((await flow.node(run, 'bad')).error).toContain('The duration “” cannot be read')
    expect((await flow.node(run, 'end')).status).toBe('succeeded')
  })

  it('goes on when the incident changes so that its condition holds, and not before', async () => {
    const incidentId = await flow.incident()
    const id = await flow.publish('Condition', {
      nodes: [wait('w', { mode: 'condition', ...typeIs('Malware') }), hash('after', constant('x'))],
      links: ['start>w', 'w>after', 'after>end'],
    })
    const run = await flow.start(id, { incidentId })
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'condition' })
    const looks = () =>
      flow.started.instance.database.read(async (tx) => {
        const found = await sql<{ done: number; open: number }>`
        select count(consumed_at)::int as done, count(*) filter (where consumed_at is null)::int as open
        from run_signals where run_id = ${run} and kind = 'look'`.execute(tx.sql)
        return found.rows[0]
      })
    await flow.until(async () => (await looks())?.done === 1)
    expect((await flow.api.patch(`/incidents/${incidentId}`, { fields: { type: 'Phishing' } })).status).toBe(200)
    await flow.until(async () => (await looks())?.done === 2)
    expect(await flow.run(run)).toMatchObject({ status: 'waiting' })
    await flow.api.patch(`/incidents/${incidentId}`, { fields: { type: 'Malware' } })
    await flow.reaches(run, 'completed')
    expect(await looks()).toMatchObject({ open: 0 })
    const at = await flow.start(id, { incidentId })
    await flow.reaches(at, 'completed')
  })

  it('is left by timeout where its condition never holds', async () => {
    const id = await flow.publish('Timeout', {
      nodes: [
        wait('w', { mode: 'condition', timeoutSeconds: 0.3, ...typeIs('Nothing') }),
        hash('late', constant('x')),
        hash('met', constant('x')),
      ],
      links: ['start>w', 'w:timeout>late', 'w:out>met', 'late>end', 'met>end'],
    })
    const run = await flow.start(id, { incidentId: await flow.incident() })
    await flow.reaches(run, 'completed')
    expect(await flow.node(run, 'w')).toMatchObject({ status: 'succeeded', port: 'timeout' })
    expect((await flow.node(run, 'late')).status).toBe('succeeded')
    expect((await flow.node(run, 'met')).status).toBe('skipped')
  })

  it('waits on over a restart of the program (EXE-16)', async () => {
    const id = await flow.publish('Restart', {
      nodes: [wait('w', { mode: 'duration', duration: constant(3) })],
      links: ['start>w', 'w>end'],
    })
    const run = await flow.start(id)
    await flow.reaches(run, 'waiting')
    await flow.restart()
    await flow.reaches(run, 'completed')
  })
})
