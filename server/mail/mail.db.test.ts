import { createTestInstance, eventually } from '@tocsin/testkit'
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
      expect((await started.api.get('/mail-setup')).body).toEqual({ setUp: false, server: null, from: null })
    } finally {
      await started.stop()
    }
  })
})
