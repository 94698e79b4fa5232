import { existsSync, readFileSync } from 'node:fs'
import { createTestInstance, eventually } from '@tocsin/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideBatch, readAlerts, receiveAlerts } from './index.ts'

const folder = '../shared/data/alerts'
const ndjson = { 'content-type': 'application/x-ndjson' }

function suricata(number: number, more: Record<string, unknown> = {}) {
  return {
    timestamp: '2024-05-01T10:00:00.000000+0000',
    flow_id: number,
    event_type: 'alert',
    src_ip: '203.0.113.9',
    src_port: 4000,
    dest_ip: '192.0.2.10',
    dest_port: 22,
    proto: 'TCP',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2001219,
      rev: 1,
      signature: 'ET SCAN SSH',
      category: 'Scan',
      severity: 2,
    },
    ...more,
  }
}

describe('alerts', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance()
  })
  afterAll(() => started.stop())

  const send = (body: unknown, source = 'suricata', headers?: Record<string, string>) =>
    started.api.post(`/alerts?source=${source}`, body, headers)
  const summary = async (source: string) => (await started.api.get(`/alerts/summary?source=${source}`)).body
  const settled = (source: string) =>
    eventually(async () => {
      const { items } = await summary(source)
      return !items.some((item: { outcome: string }) => item.outcome === 'pending')
    }, `${source} decided`)
  async function sourceOf(name: string, more: object = {}) {
    const made = await started.api.post('/alert-sources', { name, titlePath: 'title', ...more })
    expect(made.status).toBe(201)
    return made.body
  }

  it('makes an incident of an alert by the shipped rule, with its fields and entities (NEW-10)', async () => {
    const accepted = await send(suricata(1))
    expect(accepted.status).toBe(202)
    expect(accepted.body).toEqual({ received: 1, duplicates: 0, malformed: [], malformedCount: 0 })
    await settled('suricata')
    const { body } = await started.api.get('/alerts?source=suricata')
    expect(body.items[0]).toMatchObject({
      title: 'ET SCAN SSH',
      outcome: 'incident',
      rule: { name: 'Suricata: medium severity to incident' },
      result: { kind: 'incidents' },
      occurredAt: '2024-05-01T10:00:00.000Z',
    })
    const incident = await started.api.get(`/incidents/${body.items[0].result.id}`)
    expect(incident.body).toMatchObject({
      fields: { name: 'ET SCAN SSH', restriction: 'Medium', type: ['Network'], starttime: '2024-05-01T10:00:00.000Z' },
      generatedBy: { kind: 'rule', name: 'Suricata: medium severity to incident' },
      artifacts: expect.arrayContaining([{ name: 'sourceAddress', value: '203.0.113.9' }]),
    })
    const entities = await started.api.get(`/incidents/${body.items[0].result.id}/entities`)
    expect(entities.body.items.map((each: { value: string }) => each.value).sort()).toEqual([
      '192.0.2.10',
      '203.0.113.9',
    ])
    const raw = await started.api.get(`/alerts/${body.items[0].id}`)
    expect(raw.body.raw).toEqual(suricata(1))
    const ofIncident = await started.api.get(`/alerts?incidentId=${body.items[0].result.id}`)
    expect(ofIncident.body.total).toBe(1)
  })

  it('names the sources when the source is unknown', async () => {
    const answer = await send({}, 'unheard-of')
    expect(answer.status).toBe(404)
    expect(answer.body.message).toMatch(/panther, suricata/)
  })

  it('takes the same alert once: again, within one request, and from many at once (NEW-19)', async () => {
    await sourceOf('once', { keyPaths: ['id'] })
    const alerts = Array.from({ length: 50 }, (_, index) => ({ id: index, title: `t${index}` }))
    const lines = [...alerts, ...alerts.slice(0, 10)].map((alert) => JSON.stringify(alert)).join('\n')
    const first = await send(lines, 'once', ndjson)
    expect(first.body).toMatchObject({ received: 60, duplicates: 10 })
    const parallel = await Promise.all(
      Array.from({ length: 8 }, (_, turn) => {
        const more = Array.from({ length: 50 }, (_, index) => ({ id: 100 + ((index + turn * 7) % 50), title: 'x' }))
        return send([...more.reverse(), ...alerts], 'once')
      }),
    )
    expect(parallel.map((answer) => answer.status)).toEqual(Array(8).fill(202))
    const taken = parallel.reduce((sum, { body }) => sum + body.received - body.duplicates, 0)
    expect(taken).toBe(50)
    const counted = await summary('once')
    expect(counted).toMatchObject({ total: 100, duplicates: 10 + 8 * 100 - 50 })
  })

  it('reports a malformed line with its number and takes the rest', async () => {
    await sourceOf('lines')
    const answer = await send('{"title":"a"}\n{oops\n\n{"title":"b"}\n', 'lines', ndjson)
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ received: 2, malformedCount: 1, malformed: [{ line: 2 }] })
    const nothing = await send('{oops', 'lines', ndjson)
    expect(nothing.status).toBe(400)
    expect(nothing.body.details[0]).toMatchObject({ line: 1 })
  })

  it('accounts for an alert that no rule matches', async () => {
    await sourceOf('unruled')
    await send({ title: 'lonely' }, 'unruled')
    await settled('unruled')
    const { body } = await started.api.get('/alerts?source=unruled')
    expect(body.items[0]).toMatchObject({ outcome: 'dropped', rule: null, reason: 'No rule matched.' })
    const rule = await started.api.post('/automation-rules', {
      name: 'Catch the lonely',
      source: 'unruled',
      action: { kind: 'add-to-triage' },
    })
    expect(rule.status).toBe(201)
    expect((await started.api.post(`/alerts/${body.items[0].id}/retry`)).status).toBe(202)
    await settled('unruled')
    const again = await started.api.get(`/alerts/${body.items[0].id}`)
    expect(again.body).toMatchObject({ outcome: 'triage', rule: { name: 'Catch the lonely' } })
    expect((await started.api.post(`/alerts/${body.items[0].id}/retry`)).body.code).toBe('wrong_state')
  })

  it('keeps an alert that fails from stopping the others, and says why (NEW-14)', async () => {
    await sourceOf('mixed')
    await started.api.post('/automation-rules', {
      name: 'Mixed',
      source: 'mixed',
      action: { kind: 'create-incident', templateId: null },
      mappings: [
        { from: { path: 'title' }, to: { kind: 'field', name: 'name' } },
        { from: { path: 'severity' }, to: { kind: 'field', name: 'restriction' } },
      ],
    })
    await send(
      ['High', 'Purple', 'Low'].map((severity) => ({ title: severity, severity })),
      'mixed',
    )
    await settled('mixed')
    const { body } = await started.api.get('/alerts?source=mixed&sort=id')
    expect(body.items.map((item: { outcome: string }) => item.outcome)).toEqual(['incident', 'failed', 'incident'])
    expect(body.items[1]).toMatchObject({ rule: { name: 'Mixed' }, reason: expect.stringContaining('Purple') })
  })

  it('decides each alert exactly once, though the work is cut in the middle or done by several', async () => {
    const { instance } = started
    const cut = await createTestInstance({ roles: ['web'] })
    try {
      const alerts = Array.from({ length: 40 }, (_, index) => suricata(9000 + index))
      await cut.instance.database.write((tx) => receiveAlerts(tx, 'suricata', readAlerts(alerts)))
      const broken = new Proxy(cut.instance, {
        get: (target, key) =>
          key === 'database'
            ? {
                write: (work: (tx: unknown) => Promise<unknown>) =>
                  target.database.write(async (tx) => {
                    await work(tx)
                    throw new Error('killed before the commit')
                  }),
              }
            : Reflect.get(target, key),
      })
      await expect(decideBatch(broken, 25)).rejects.toThrow('killed')
      expect((await cut.api.get('/incidents')).body.total).toBe(0)
      const turns = async () => {
        for (let done: number | 'busy' = 'busy'; done !== 0; ) done = await decideBatch(cut.instance, 7)
      }
      await Promise.all([turns(), turns(), turns()])
      expect((await cut.api.get('/incidents')).body.total).toBe(40)
      const results = await cut.api.get('/alerts?limit=100')
      expect(new Set(results.body.items.map((item: { result: { id: string } }) => item.result.id)).size).toBe(40)
    } finally {
      await cut.stop()
    }
    expect(instance.slug).toBe('acme')
  })

  it('leaves nothing of an alert whose receipt was not answered', async () => {
    await sourceOf('cut')
    const work = started.instance.database.write(async (tx) => {
      await receiveAlerts(tx, 'cut', readAlerts({ title: 'never' }))
      throw new Error('killed')
    })
    await expect(work).rejects.toThrow('killed')
    expect((await summary('cut')).total).toBe(0)
    const jobs = await started.test.deployment.pool.query(
      `select count(*) from tocsin.work where kind = 'decide-alerts'`,
    )
    expect(jobs.rows[0].count).toBe(0)
  })

  it('stores what a database does not like: NUL characters, half surrogates, numbers of 64 bits', async () => {
    await sourceOf('odd')
    await started.api.post('/automation-rules', {
      name: 'Odd',
      source: 'odd',
      action: { kind: 'add-to-triage' },
      harvest: { path: null },
    })
    const line = '{"title":"a\\u0000b\\ud800","id":18446744073709551615,"ip":"198.51.100.77\\u0000"}'
    expect((await send(line, 'odd', ndjson)).status).toBe(202)
    await settled('odd')
    const { body } = await started.api.get('/alerts?source=odd')
    expect(body.items[0]).toMatchObject({ outcome: 'triage', title: 'a\ufffdb\ufffd' })
    const stored = await started.instance.database.read(async (tx) => {
      const { rows } = await sql<{ raw: string }>`select raw::text from alerts where id = ${body.items[0].id}`.execute(
        tx.sql,
      )
      return rows[0]?.raw
    })
    expect(stored).toBe(line)
  })

  it('joins alerts of a group to what the first opened, until that is closed', async () => {
    await sourceOf('grouped', { keyPaths: ['id'] })
    await started.api.post('/automation-rules', {
      name: 'Grouped',
      source: 'grouped',
      action: { kind: 'create-incident', templateId: null },
      mappings: [{ from: { path: 'host' }, to: { kind: 'artifact', name: 'Host' } }],
      harvest: { path: null },
      grouping: { paths: ['scanner'], windowMinutes: 60 },
    })
    const scan = (id: number, scanner: string) => ({ id, title: 'Scan', scanner, host: `h${id}.example.org` })
    await send([scan(1, 'a'), scan(2, 'a'), scan(3, 'b'), scan(4, 'a')], 'grouped')
    await settled('grouped')
    const results = async () =>
      (await started.api.get('/alerts?source=grouped&sort=id')).body.items.map(
        (item: { result: { id: string } }) => item.result.id,
      )
    const [one, two, three, four] = await results()
    expect([two, four]).toEqual([one, one])
    expect(three).not.toBe(one)
    const { body } = await started.api.get(`/incidents/${one}`)
    expect(body.artifacts).toHaveLength(3)
    await started.api.post(`/incidents/${one}/close`, { note: 'done' })
    await send(scan(5, 'a'), 'grouped')
    await settled('grouped')
    expect((await results())[4]).not.toBe(one)
  })

  it('pages and asks in the query language', async () => {
    const first = await started.api.get('/alerts?source=once&limit=30&sort=title')
    const second = await started.api.get(`/alerts?source=once&limit=30&sort=title&cursor=${first.body.nextCursor}`)
    const ids = [...first.body.items, ...second.body.items].map((item: { id: number }) => item.id)
    expect(new Set(ids).size).toBe(60)
    const dropped = await started.api.get(`/alerts?query=${encodeURIComponent('outcome = failed AND source:mixed')}`)
    expect(dropped.body.total).toBe(1)
    expect((await started.api.get('/alerts?query=(')).body.code).toBe('invalid_query')
  })

  it('does not let a Read only profile send alerts', async () => {
    const { body } = await started.api.post('/api-keys', { name: 'reader', profile: 'Read only' })
    const answer = await started.api.as({ key: body.key }).post('/alerts?source=suricata', suricata(5))
    expect(answer.status).toBe(403)
  })
})

describe.skipIf(!existsSync(folder))('real alerts (skipped without ../shared/data)', () => {
  it('accounts for every one, with the rule named', { timeout: 120_000 }, async () => {
    const started = await createTestInstance()
    try {
      const files = [
        'suricata-first-org-conf-2015',
        'suricata-honeypot-2018',
        'suricata-wrccdc-2017',
        'panther-detections',
      ]
      let lines = 0
      for (const file of files) {
        const text = readFileSync(`${folder}/${file}.ndjson`, 'utf8')
        const source = file.startsWith('suricata') ? 'suricata' : 'panther'
        const answer = await started.api.post(`/alerts?source=${source}`, text, ndjson)
        expect(answer.body).toMatchObject({ received: text.trim().split('\n').length, malformedCount: 0 })
        lines += answer.body.received
      }
      const { body } = await eventually(
        async () => {
          const answer = await started.api.get('/alerts/summary')
          return answer.body.items.some((item: { outcome: string }) => item.outcome === 'pending') ? null : answer
        },
        'all decided',
        100_000,
      )
      expect(body.total + body.duplicates).toBe(lines)
      const count = (outcome: string) =>
        body.items
          .filter((item: { outcome: string }) => item.outcome === outcome)
          .reduce((sum: number, item: { count: number }) => sum + item.count, 0)
      expect({ failed: count('failed'), dropped: count('dropped') }).toEqual({ failed: 0, dropped: 0 })
      expect(body.items.every((item: { rule: string | null }) => item.rule !== null)).toBe(true)
      expect((await started.api.get('/incidents?limit=1')).body.total).toBe(count('incident'))
      expect((await started.api.get('/triage-events?limit=1')).body.total).toBe(count('triage'))
    } finally {
      await started.stop()
    }
  })
})
