import { createApiClient, createTestInstance, eventually } from '@tocsin/testkit'
import { startMailServer, type TestMailServer } from '@tocsin/testkit/mail-server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NewMail, withdrawMails, writeMail } from './index.ts'

type Started = Awaited<ReturnType<typeof createTestInstance>>

const aMail: NewMail = {
  to: 'bo@test.example',
  subject: 'Über\r\nBcc: eve@bad.example',
  text: 'Grüße\n',
  html: '<p>Grüße</p>',
  about: { kind: 'tests', id: '1' },
}

describe('mail', () => {
  let server: TestMailServer
  let started: Started
  beforeAll(async () => {
    server = await startMailServer()
    started = await createTestInstance({
      environment: { TOCSIN_SMTP_URL: server.url, TOCSIN_MAIL_FROM: 'Tocsin <soc@test.example>' },
    })
  })
  afterAll(async () => {
    await started.stop()
    await server.stop()
  })

  const write = (mail: Partial<NewMail> = {}) =>
    started.instance.database.write((tx) => writeMail(tx, { ...aMail, ...mail }))
  const inQueue = async (id: string) =>
    (await started.api.get('/mails')).body.items.find((each: { id: string }) => each.id === id)
  const reaches = (id: string, status: string, tries: number) =>
    eventually(async () => {
      const found = await inQueue(id)
      return found?.status === status && found.tries === tries && found
    }, `mail ${status} after ${tries} tries`)

  it('sends what is written, once, and no header more than its own (NTF-08)', async () => {
    const id = await write()
    await reaches(id, 'sent', 1)
    const [mail, ...more] = server.received
    expect(more).toEqual([])
    expect(mail).toMatchObject({
      from: 'soc@test.example',
      to: ['bo@test.example'],
      subject: 'Über Bcc: eve@bad.example',
      messageId: `<${id}@test.example>`,
      text: 'Grüße',
    })
    expect(mail?.html).toContain('<p>Grüße</p>')
  })

  it('sends nothing when the change it tells of is rolled back', async () => {
    const before = server.received.length
    await expect(
      started.instance.database.write(async (tx) => {
        await writeMail(tx, aMail)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    const id = await write({ subject: 'the next' })
    await reaches(id, 'sent', 1)
    expect(server.received.slice(before).map((mail) => mail.subject)).toEqual(['the next'])
  })

  it('keeps what the server refuses for now, with its words, and sends it when it is told to (NTF-08, NTF-12)', async () => {
    server.refuseNext(451)
    const id = await write({ subject: 'later' })
    const refused = await reaches(id, 'queued', 1)
    expect(refused.error).toContain('451')
    expect((await started.api.post(`/mails/${id}/resend`)).status).toBe(200)
    await reaches(id, 'sent', 1)
    expect(server.received.filter((mail) => mail.subject === 'later')).toHaveLength(1)
  })

  it('gives up at once on what the server will never take', async () => {
    server.refuseNext(550)
    const id = await write({ subject: 'never' })
    expect((await reaches(id, 'failed', 1)).error).toContain('550')
  })

  it('sends no mail about what is over', async () => {
    server.refuseNext(451)
    const about = { kind: 'tests', id: 'over' }
    const id = await write({ subject: 'stale', about })
    await reaches(id, 'queued', 1)
    await started.instance.database.write((tx) => withdrawMails(tx, about))
    expect((await inQueue(id)).status).toBe('withdrawn')
    expect((await started.api.post(`/mails/${id}/resend`)).body).toMatchObject({ code: 'wrong_state' })
  })

  it('discards what has not left, and keeps that in the audit trail (NTF-08)', async () => {
    server.refuseNext(451)
    const id = await write({ subject: 'unwanted' })
    await reaches(id, 'queued', 1)
    expect((await started.api.delete(`/mails/${id}`)).status).toBe(204)
    expect(await inQueue(id)).toBeUndefined()
    expect((await started.api.delete(`/mails/${id}`)).status).toBe(404)
    expect((await started.api.post(`/mails/${id}/resend`)).status).toBe(404)
    const told = await started.instance.database.read((tx) =>
      tx.sql.selectFrom('events').select(['type', 'before']).where('subject_id', '=', id).execute(),
    )
    expect(told).toMatchObject([{ type: 'MailDiscarded', before: { subject: 'unwanted', status: 'queued' } }])
  })

  it('pages through the queue, newest first', async () => {
    for (const subject of ['older', 'newer']) await reaches(await write({ subject }), 'sent', 1)
    const first = (await started.api.get('/mails?limit=1')).body
    expect(first.items).toMatchObject([{ subject: 'newer' }])
    expect(first.total).toBeGreaterThanOrEqual(2)
    const second = (await started.api.get(`/mails?limit=1&cursor=${first.nextCursor}`)).body
    expect(second.items).toMatchObject([{ subject: 'older' }])
  })

  it('tries the mail server and tells its words (NTF-06)', async () => {
    expect((await started.api.post('/mail-setup/check')).body).toEqual({ works: true, reason: null })
    const sent = await started.api.post('/mail-setup/test', { to: 'me@test.example' })
    expect(sent.status, JSON.stringify(sent.body)).toBe(200)
    expect(server.received.at(-1)).toMatchObject({ to: ['me@test.example'], subject: '[Acme] Mail works' })
    server.refuseNext(550)
    const refused = await started.api.post('/mail-setup/test', { to: 'me@test.example' })
    expect(refused).toMatchObject({
      status: 502,
      body: { code: 'unreachable', message: expect.stringContaining('550') },
    })
  })

  it('is for those who may configure notifications (NTF-13)', async () => {
    const credentials = { email: 'ann@test.example', password: 'a long enough one' }
    await started.api.post('/users', { ...credentials, name: 'Ann', profile: 'Analyst' })
    const ann = await createApiClient(started.test.address, 'acme', credentials)
    const id = await write()
    await reaches(id, 'sent', 1)
    const answers = await Promise.all([
      ann.get('/mails'),
      ann.delete(`/mails/${id}`),
      ann.post(`/mails/${id}/resend`),
      ann.post('/mail-setup/check'),
      ann.post('/mail-setup/test', { to: 'me@test.example' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  })

  it('keeps what a mail says sealed in the database and out of the audit trail (NTF-09)', async () => {
    const id = await write({ text: 'only for Bo' })
    await reaches(id, 'sent', 1)
    await started.api.post(`/mails/${id}/resend`)
    const rows = await started.instance.database.read(async (tx) => [
      ...(await tx.sql.selectFrom('mails').selectAll().execute()),
      ...(await tx.sql.selectFrom('events').selectAll().execute()),
    ])
    expect(JSON.stringify(rows)).toContain('MailResent')
    expect(JSON.stringify(rows)).not.toContain('only for Bo')
  })

  it('says by which server mail leaves, without its password', async () => {
    const { body } = await started.api.get('/mail-setup')
    expect(body).toMatchObject({ setUp: true, from: 'Tocsin <soc@test.example>' })
    expect(body.server).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(JSON.stringify(body)).not.toContain('pass-word')
  })
})

describe('a deployment without a mail server', () => {
  it('keeps mails with what to do, and refuses to send them (NTF-06)', async () => {
    const started = await createTestInstance()
    try {
      await started.instance.database.write((tx) => writeMail(tx, aMail))
      const [mail] = (await started.api.get('/mails?status=failed')).body.items
      expect(mail.error).toContain('TOCSIN_SMTP_URL')
      expect((await started.api.post(`/mails/${mail.id}/resend`)).body.message).toContain('TOCSIN_SMTP_URL')
      expect((await started.api.post('/mail-setup/check')).body.code).toBe('wrong_state')
      expect((await started.api.post('/mail-setup/test', { to: 'me@test.example' })).body.code).toBe('wrong_state')
      expect((await started.api.get('/mail-setup')).body).toEqual({ setUp: false, server: null, from: null })
    } finally {
      await started.stop()
    }
  })
})
