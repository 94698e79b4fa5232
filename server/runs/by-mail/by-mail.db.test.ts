import {
  createApiClient,
  createTestDeployment,
  eventually,
  type TestDeployment,
  type TestInstance,
} from '@tocsin/testkit'
import { type ReceivedMail, startMailServer, type TestMailServer } from '@tocsin/testkit/mail-server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askThenHash } from '../test-playbook.ts'

const ASK = '00000000-0000-4000-8000-00000000b002'

interface Choice {
  authorizer?: string
  expires?: { seconds: number; default: string }
  title?: string
  question?: string
  hideAdditionalInfo?: boolean
}

/** The question of the test playbook, asked by mail. */
const graphAsking = (choice: Choice, mailOnError: string[] = []) => ({
  ...askThenHash,
  mailOnError,
  nodes: askThenHash.nodes.map((node) =>
    node.id === ASK
      ? {
          ...node,
          answerByMail: true,
          ...choice,
          authorizer: choice.authorizer === undefined ? null : { ref: 'const', value: choice.authorizer },
        }
      : node,
  ),
})

const failing = (mailOnError: string[]) => ({
  ...askThenHash,
  mailOnError,
  nodes: askThenHash.nodes
    .filter((node) => node.id !== ASK)
    .map((node) =>
      node.kind === 'action' ? { ...node, resource: { ref: 'const', value: 'No such resource' } } : node,
    ),
  links: [
    { ...askThenHash.links[0], target: { id: '00000000-0000-4000-8000-00000000b003', port: 'in' } },
    askThenHash.links[3],
  ],
})

describe('mails of playbooks', () => {
  let mails: TestMailServer
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance
  let number = 0

  beforeAll(async () => {
    mails = await startMailServer()
    test = await createTestDeployment({
      environment: { TOCSIN_SMTP_URL: mails.url, TOCSIN_MAIL_FROM: 'soc@test.example' },
    })
    acme = await test.addInstance('acme', { name: 'Acme & Sons' })
    globex = await test.addInstance('globex')
    for (const [email, name, profile] of [
      ['bo@test.example', 'Bo Berg', 'Analyst'],
      ['cy@test.example', 'Cy', 'Analyst'],
    ]) {
      const added = await acme.api.post('/users', { email, name, profile, password: 'correct horse battery' })
      expect(added.status, JSON.stringify(added.body)).toBe(201)
    }
  })
  afterAll(async () => {
    await test.stop()
    await mails.stop()
  })

  async function start(graph: unknown, input: Record<string, unknown> = {}): Promise<string> {
    number += 1
    const { body: playbook, status } = await acme.api.post('/playbooks', { name: `Ask ${number}`, graph })
    expect(status, JSON.stringify(playbook)).toBe(201)
    const published = await acme.api.post(`/playbooks/${playbook.id}/publish`, {})
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    const { body } = await acme.api.post(`/playbooks/${playbook.id}/runs`, input)
    return body.id
  }
  const mailsAbout = (subject: string) => mails.received.filter((mail) => mail.subject.includes(subject))
  const mailsAre = (subject: string, count: number) =>
    eventually(async () => mailsAbout(subject).length >= count && mailsAbout(subject), `${count} mails: ${subject}`)
  const reaches = (id: string, status: string) =>
    eventually(async () => {
      const { body } = await acme.api.get(`/runs/${id}`)
      return body.status === status && body
    }, `status ${status} of run ${id}`)
  const eventsOf = (run: string) =>
    acme.instance.database.read((tx) =>
      tx.sql.selectFrom('events').selectAll().where('subject_id', '=', run).orderBy('id').execute(),
    )
  const urlFor = (mail: ReceivedMail | undefined, answer: string) =>
    new RegExp(`^${answer}:\\n(http\\S+)$`, 'm').exec(mail?.text ?? '')?.[1] ?? 'no link'
  const open = async (method: string, url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { method, headers })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  it('asks those it is asked of, and no others, with a link for each answer (NOD-54, NOD-57)', async () => {
    const incident = await acme.api.post('/incidents', {
      fields: { name: 'Run me' },
      artifacts: [{ name: 'sourceAddress', value: '<img src=x onerror=alert(1)>' }],
    })
    const run = await start(graphAsking({ authorizer: 'Bo Berg', title: 'For Bo' }), { incidentId: incident.body.id })
    await reaches(run, 'waiting')
    const [mail] = await mailsAre('For Bo', 1)
    expect(mail?.to).toEqual(['bo@test.example'])
    expect(mail?.subject).toBe('[Acme & Sons] For Bo')
    expect(mail?.html).not.toContain('<img')
    expect(mail?.text).toContain(incident.body.fields.incidentid)
    expect(urlFor(mail, 'hash')).toContain(`${test.address}/acme/answer?link=`)
    expect(urlFor(mail, 'hash')).not.toBe(urlFor(mail, 'stop'))
  })

  it('shows question and answer, changes nothing until it is confirmed, and answers as that person (NOD-57)', async () => {
    const run = await start(graphAsking({ authorizer: 'bo@test.example', title: 'Confirm <b>me</b>' }))
    const [mail] = await mailsAre('Confirm', 1)
    const url = urlFor(mail, 'hash')
    for (const method of ['GET', 'GET', 'HEAD']) {
      const page = await open(method, url)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(page.headers.get('cache-control')).toBe('no-store')
      if (method === 'GET') expect(page.text).toContain('Confirm &lt;b&gt;me&lt;/b&gt;')
      if (method === 'GET') expect(page.text).toContain('Answer “hash”')
    }
    expect((await open('GET', url, { 'accept-language': 'fr-FR,fr;q=0.9' })).text).toContain('Votre réponse')
    expect((await acme.api.get(`/runs/${run}`)).body.status).toBe('waiting')

    const answered = await open('POST', url, { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' })
    expect(answered.status, answered.text).toBe(200)
    expect(answered.text).toContain('was taken')
    await reaches(run, 'completed')
    const events = await eventsOf(run)
    expect(events.find((event) => event.type === 'PlaybookChoiceAnsweredByMail')).toMatchObject({
      actor: { kind: 'user', name: 'Bo Berg' },
      after: { answer: 'hash', address: '127.0.0.1' },
    })
    expect(JSON.stringify(events.find((event) => event.type === 'PlaybookWaitClosed')?.after)).toContain('Bo Berg')
    // Once: the same link and the other one say what happened.
    const again = await open('POST', url)
    expect([again.status, again.text]).toEqual([410, expect.stringContaining('was used on')])
    const other = await open('POST', urlFor(mail, 'stop'))
    expect([other.status, other.text]).toEqual([410, expect.stringContaining('answered with “hash” by Bo Berg')])
  })

  it('takes one answer when both links are confirmed at once (NOD-57)', async () => {
    const run = await start(graphAsking({ authorizer: 'bo@test.example', title: 'At once' }))
    const [mail] = await mailsAre('At once', 1)
    const urls = [urlFor(mail, 'hash'), urlFor(mail, 'stop'), urlFor(mail, 'hash'), urlFor(mail, 'stop')]
    const answers = await Promise.all(urls.map((url) => open('POST', url)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    await reaches(run, 'completed')
  })

  it('lets links die with the wait: time, another answer, kill, another round', async () => {
    const expiring = await start(
      graphAsking({ authorizer: 'bo@test.example', title: 'Soon over', expires: { seconds: 2, default: 'stop' } }),
    )
    const [mail] = await mailsAre('Soon over', 1)
    await reaches(expiring, 'completed')
    expect((await open('POST', urlFor(mail, 'hash'))).text).toContain('time to answer ended')

    const rerun = await start(graphAsking({ authorizer: 'bo@test.example', title: 'Twice' }))
    const [first] = await mailsAre('Twice', 1)
    await acme.api.post(`/runs/${rerun}/nodes/${ASK}/rerun`, { scope: 'from-here' })
    const [, second] = await mailsAre('Twice', 2)
    const old = await open('POST', urlFor(first, 'hash'))
    expect([old.status, old.text]).toEqual([410, expect.stringContaining('does not wait for this answer any more')])
    expect((await open('GET', urlFor(second, 'hash'))).status).toBe(200)
    await acme.api.post(`/runs/${rerun}/kill`)
    await reaches(rerun, 'killed')
    expect((await open('POST', urlFor(second, 'hash'))).status).toBe(410)
  })

  it('answers with what the person may do now, not with what he could when he was asked (NOD-56)', async () => {
    const run = await start(graphAsking({ authorizer: 'Cy', title: 'For Cy' }))
    const [mail] = await mailsAre('For Cy', 1)
    const { body: users } = await acme.api.get('/users')
    const cy = users.items.find((user: { name: string }) => user.name === 'Cy')
    expect((await acme.api.patch(`/users/${cy.id}`, { active: false })).status).toBe(200)
    const refused = await open('POST', urlFor(mail, 'hash'))
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('may no longer sign in')])
    expect((await acme.api.patch(`/users/${cy.id}`, { active: true })).status).toBe(200)
    expect((await open('POST', urlFor(mail, 'hash'))).status).toBe(200)
    await reaches(run, 'completed')
  })

  it('knows only links of its own instance, and none that is made up (FLT-60)', async () => {
    await start(graphAsking({ authorizer: 'bo@test.example', title: 'Isolated' }))
    const [mail] = await mailsAre('Isolated', 1)
    const url = urlFor(mail, 'hash')
    const id = (await acme.instance.database.read((tx) => tx.sql.selectFrom('answer_links').selectAll().execute()))[0]
      ?.id
    const wrong = [
      url.replace('/acme/', '/globex/'),
      url.replace(/link=.*/, `link=${id}`),
      url.replace(/link=.*/, `link=${globex.instance.secrets.seal(id ?? '', 'answer_links/id')}`),
      url.replace(/link=.*/, `link=${acme.instance.secrets.seal(id ?? '', 'elsewhere')}`),
      url.replace(/link=.*/, ''),
      `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`,
    ]
    for (const each of wrong) {
      const page = await open('POST', each)
      expect(page.status, each).toBe(404)
    }
    expect((await open('GET', url.replace('/acme/', '/nowhere/'))).status).toBe(404)
    expect((await open('GET', url)).status).toBe(200)
  })

  it('says in the audit trail when there was nobody to ask', async () => {
    const run = await start(graphAsking({ authorizer: 'Nobody We Know', title: 'For nobody' }))
    const told = await eventually(
      async () => (await eventsOf(run)).find((event) => event.type === 'PlaybookChoiceNotMailed'),
      'the event',
    )
    expect(JSON.stringify(told.after)).toContain('Nobody We Know')
    expect(mailsAbout('For nobody')).toEqual([])
  })

  it('tells who is named of a run that ended with errors, once, with a link to it (EXE-09)', async () => {
    const run = await start(failing(['ext@other.example', 'Bo Berg', 'BO@test.example', 'Nobody We Know']))
    await reaches(run, 'completed_with_errors')
    const told = await eventually(async () => {
      const found = mails.received.filter((mail) => mail.text.includes(run))
      return found.length >= 2 && found
    }, 'two mails')
    expect(told.flatMap((mail) => mail.to.map((to) => to.toLowerCase())).sort()).toEqual([
      'bo@test.example',
      'ext@other.example',
    ])
    expect(told[0]?.subject).toContain('ended with errors')
    expect(told[0]?.text).toContain(`${test.address}/acme/automation/runs/${run}`)
    const unknown = (await eventsOf(run)).find((event) => event.type === 'PlaybookErrorsNotMailed')
    expect(JSON.stringify(unknown?.after)).toContain('Nobody We Know')
    const { body } = await acme.api.get('/mails')
    expect(body.items.filter((mail: { subject: string }) => mail.subject.includes('ended with errors'))).toHaveLength(2)
  })

  it('lets nobody try links without end', async () => {
    const url = `${test.address}/globex/answer?link=x`
    const pages = await Promise.all(Array.from({ length: 40 }, () => open('POST', url)))
    const limited = pages.filter(({ status }) => status === 429)
    expect(limited.length).toBeGreaterThan(5)
    expect(limited[0]?.text).toContain('Too many calls')
    const client = await createApiClient(test.address, 'acme', {
      email: 'bo@test.example',
      password: 'correct horse battery',
    })
    expect((await client.get('/session')).status).toBe(200)
  })
})
