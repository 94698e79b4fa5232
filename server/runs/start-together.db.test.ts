import { createTestInstance, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Started = Awaited<ReturnType<typeof createTestInstance>>

const startToEnd = {
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'end', kind: 'end' },
  ],
  links: [{ id: 'l', source: { id: 'start', port: 'out' }, target: { id: 'end', port: 'in' } }],
}

describe('starts over HTTP that come at the same moment', () => {
  let started: Started
  let good: string
  let disabled: string

  beforeAll(async () => {
    started = await createTestInstance()
    const publish = async (name: string) => {
      const { body } = await started.api.post('/playbooks', { name, graph: startToEnd })
      const published = await started.api.post(`/playbooks/${body.id}/publish`, { description: 'first' })
      expect(published.status, JSON.stringify(published.body)).toBe(200)
      return body.id
    }
    good = await publish('Good')
    disabled = await publish('Disabled')
    await started.api.post(`/playbooks/${disabled}/disable`)
  })
  afterAll(() => started.stop())

  const begin = (id: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    started.api.post(`/playbooks/${id}/runs`, body, headers)

  it('become one run each, and what is refused hurts no other (EXE-01)', async () => {
    const missing = '00000000-0000-4000-8000-000000000000'
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 3 === 0
          ? begin(good, { input: { index } }, { 'x-request-id': `request-${index}` })
          : index % 3 === 1
            ? begin(disabled)
            : begin(index % 2 ? missing : good, { incidentId: 999_999 }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(
      answers.map((_, index) => (index % 3 === 0 ? 202 : index % 3 === 1 ? 409 : 404)),
    )
    const ids = answers.flatMap(({ status, body }) => (status === 202 ? [body.id] : []))
    expect(new Set(ids).size).toBe(20)
    const list = () => started.api.get('/runs?limit=100')
    await eventually(
      async () => (await list()).body.items.every((run: { status: string }) => run.status === 'completed'),
      'the end of all runs',
    )
    expect((await list()).body.items.map((run: { id: string }) => run.id).sort()).toEqual([...ids].sort())
    // Each start is in the audit trail under the request that asked for it, with what it was given.
    const events = await started.instance.database.read((tx) =>
      tx.sql
        .selectFrom('events')
        .select(['subject_id', 'request_id'])
        .where('type', '=', 'PlaybookExecutionCreated')
        .execute(),
    )
    const requestOf = new Map(events.map((event) => [event.subject_id, event.request_id]))
    for (const [index, { status, body }] of answers.entries()) {
      if (status === 202) expect(requestOf.get(body.id)).toBe(`request-${index}`)
    }
    const [first] = ids
    expect((await started.api.get(`/runs/${first}`)).body).toMatchObject({ status: 'completed' })
  })

  it('give the same run again under the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'once' }
    const answers = await Promise.all([begin(good, {}, headers), begin(good, {}, headers), begin(good, {})])
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id)
    expect(answers[2]?.body.id).not.toBe(answers[0]?.body.id)
  })
})
