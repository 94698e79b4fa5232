import { createTestInstance, eventually } from '@tocsin/testkit'
import { broken, FlowTester } from '@tocsin/testkit/flow-tester.ts'
import { startMailServer, type TestMailServer } from '@tocsin/testkit/mail-server.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOLD_EACH } from './many-errors.ts'

const HOUR_MS = 3_600_000
/** In the middle of the next hour, and standing still: its end does not come while the test runs. */
const now = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS / 2)

describe('a storm of runs that fail', () => {
  let mails: TestMailServer
  let flow: FlowTester
  beforeAll(async () => {
    mails = await startMailServer()
    flow = new FlowTester(
      await createTestInstance({
        environment: { TOCSIN_SMTP_URL: mails.url, TOCSIN_MAIL_FROM: 'soc@test.example' },
        clock: { now: () => now },
      }),
    )
  })
  afterAll(async () => {
    await flow.started.stop()
    await mails.stop()
  })

  async function publish(name: string): Promise<string> {
    const graph = {
      mailOnError: ['ext@other.example'],
      nodes: [
        { id: 'start', kind: 'start', name: 'START' },
        { name: 'Broken', ...broken('b') },
        { id: 'end', kind: 'end', name: 'END' },
      ],
      links: [
        { id: 'l1', source: { id: 'start', port: 'out' }, target: { id: 'b', port: 'in' } },
        { id: 'l2', source: { id: 'b', port: 'out' }, target: { id: 'end', port: 'in' } },
      ],
    }
    const { body } = await flow.api.post('/playbooks', { name, graph })
    const published = await flow.api.post(`/playbooks/${body.id}/publish`, {})
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    return body.id
  }
  const about = (name: string) => mails.received.filter(({ subject }) => subject.includes(name))
  const counted = (playbook: string) =>
    flow.started.instance.database.read((tx) =>
      tx.sql.selectFrom('error_mails').selectAll().where('playbook_id', '=', playbook).executeTakeFirst(),
    )

  it('becomes few mails: some of their own, then one for the rest of the hour, per playbook (EXE-09)', async () => {
    const stormy = await publish('Stormy')
    const calm = await publish('Calm')
    const many = TOLD_EACH + 4
    await Promise.all(Array.from({ length: many }, () => flow.start(stormy)))
    await flow.start(calm)
    await eventually(async () => (await counted(stormy))?.kept === 4, 'four runs that are kept')
    await eventually(async () => about('Stormy').length >= TOLD_EACH && about('Calm').length >= 1, 'the first mails')
    expect([about('Stormy').length, about('Calm').length]).toEqual([TOLD_EACH, 1])

    // The end of the hour.
    await flow.started.instance.database.write((tx) =>
      sql`update tocsin.work set available_at = now() where kind = 'tell-of-many-errors'`.execute(tx.sql),
    )
    await eventually(async () => about('Stormy').length > TOLD_EACH, 'the mail for the rest')
    const digest = about('Stormy').at(-1)
    expect(digest?.subject).toContain('ended with errors 4 more times')
    expect(digest?.to).toEqual(['ext@other.example'])
    expect(about('Stormy')).toHaveLength(TOLD_EACH + 1)
    expect(await counted(stormy)).toBeUndefined()
  })
})
