import { type ApiClient, createApiClient, createTestInstance, eventually } from '@tocsin/testkit'
import { ask, constant, FlowTester, hash, output } from '@tocsin/testkit/flow-tester.ts'
import { startMailServer, type TestMailServer } from '@tocsin/testkit/mail-server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Person {
  id: string
  email: string
  api: ApiClient
}

describe('what a playbook asks of a group (GRP-04)', () => {
  let mails: TestMailServer
  let flow: FlowTester
  let ann: Person
  let ben: Person
  let cleo: Person
  beforeAll(async () => {
    mails = await startMailServer()
    flow = new FlowTester(
      await createTestInstance({ environment: { TOCSIN_SMTP_URL: mails.url, TOCSIN_MAIL_FROM: 'soc@test.example' } }),
    )
    ann = await person('Ann')
    ben = await person('Ben')
    cleo = await person('Cleo')
  })
  afterAll(async () => {
    await flow.started.stop()
    await mails.stop()
  })

  /** Somebody who may answer what he is asked, and no more. */
  async function person(name: string): Promise<Person> {
    const credentials = { email: `${name.toLowerCase()}@test.example`, password: 'a long enough one' }
    const { body } = await flow.api.post('/users', { ...credentials, name, profile: 'Read only' })
    return {
      id: body.id,
      email: credentials.email,
      api: await createApiClient(flow.started.test.address, 'acme', credentials),
    }
  }
  async function group(name: string, ...members: Person[]): Promise<string> {
    const { body, status } = await flow.api.post('/groups', { name, members: members.map(({ id }) => id) })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.id
  }
  const setMembers = (id: string, ...members: Person[]) =>
    flow.api.patch(`/groups/${id}`, { members: members.map((member) => member.id) })
  const choice = (name: string, more: Record<string, unknown>) =>
    flow.publish(name, {
      nodes: [ask('q', more), hash('after', output('q', 'answer'))],
      links: ['start>q', 'q:yes>after', 'q:no>after', 'after>end'],
    })
  const home = async (someone: Person): Promise<string[]> =>
    (await someone.api.get('/operations')).body.items.map((item: { runId: string }) => item.runId)

  it('may be answered by any member and by nobody else, on Home of each (NOD-51, NOD-56)', async () => {
    await group('Night shift', ann, ben)
    const run = await flow.start(await choice('Ask the shift', { authorizer: constant('Night shift') }))
    await flow.reaches(run, 'waiting')
    expect([await home(ann), await home(ben), await home(cleo)]).toEqual([[run], [run], []])
    const refused = await cleo.api.post(`/runs/${run}/nodes/q/answer`, { answer: 'yes' })
    expect(refused).toMatchObject({ status: 403, body: { message: 'This is asked of Night shift.' } })
    expect((await ben.api.post(`/runs/${run}/nodes/q/answer`, { answer: 'yes' })).status).toBe(202)
    await flow.reaches(run, 'completed')
    expect(await home(ann)).toEqual([])
  })

  it('may no more be answered by who was taken out of the group, and by who came into it', async () => {
    const shift = await group('Day shift', ann)
    const run = await flow.start(await choice('Ask the day', { authorizer: constant('day shift') }))
    await flow.reaches(run, 'waiting')
    await setMembers(shift, cleo)
    expect(await home(ann)).toEqual([])
    expect((await ann.api.post(`/runs/${run}/nodes/q/answer`, { answer: 'yes' })).status).toBe(403)
    expect(await home(cleo)).toEqual([run])
    expect((await cleo.api.post(`/runs/${run}/nodes/q/answer`, { answer: 'no' })).status).toBe(202)
    await flow.reaches(run, 'completed')
  })

  it('goes by mail to each member, whose link is over once he is none (NOD-54, NOD-57)', async () => {
    const shift = await group('Mail shift', ann, ben)
    const title = 'Asked by mail'
    const run = await flow.start(await choice(title, { authorizer: constant('Mail shift'), answerByMail: true, title }))
    const received = await eventually(async () => {
      const found = mails.received.filter(({ subject }) => subject.includes(title))
      return found.length >= 2 && found
    }, 'a mail to each member')
    expect(received.flatMap(({ to }) => to).sort()).toEqual([ann.email, ben.email])
    const linkOf = (someone: Person) =>
      /^yes:\n(http\S+)$/m.exec(received.find(({ to }) => to.includes(someone.email))?.text ?? '')?.[1] ?? 'no link'
    await setMembers(shift, ben)
    expect((await fetch(linkOf(ann), { method: 'POST' })).status).toBe(403)
    expect((await fetch(linkOf(ben), { method: 'POST' })).status).toBe(200)
    await flow.reaches(run, 'completed')
  })

  it('is a task of every member, as owner and as authorizer, until somebody gets it (NOD-40, NOD-42)', async () => {
    const owners = await group('Owners', ann)
    await group('Authorizers', ben)
    const id = await flow.publish('Task of a group', {
      nodes: [
        { id: 't', kind: 'task', title: 'Look', owner: constant('Owners'), authorizer: constant('Authorizers') },
        hash('after', output('t', 'owner')),
      ],
      links: ['start>t', 't>after', 'after>end'],
    })
    const run = await flow.start(id, { incidentId: await flow.incident() })
    const { wait } = await flow.nodeReaches(run, 't', 'waiting')
    const path = `/tasks/${wait?.taskId}`
    expect((await ann.api.get(path)).body).toMatchObject({
      assignee: null,
      assigneeGroup: { id: owners, name: 'Owners' },
      authorizerGroup: { name: 'Authorizers' },
      abilities: { change: true },
    })
    expect((await ben.api.get(path)).body.abilities.change).toBe(true)
    const mine = async (someone: Person) => (await someone.api.get('/tasks?mine=true')).body.items.length
    expect([await mine(ann), await mine(ben), await mine(cleo)]).toEqual([1, 0, 0])
    expect((await cleo.api.patch(path, { status: 'in_progress' })).status).toBe(403)
    await setMembers(owners, cleo)
    expect((await ann.api.patch(path, { status: 'in_progress' })).status).toBe(403)
    expect((await cleo.api.patch(path, { status: 'in_progress' })).status).toBe(200)
    await flow.reaches(run, 'completed')
    expect(await flow.shown(run, 'after')).toEqual({ text: 'Owners' })
    const given = await flow.api.patch(path, { assigneeId: ben.id })
    expect(given.body).toMatchObject({ assignee: { name: 'Ben' }, assigneeGroup: null })
    expect(await mine(cleo)).toBe(0)
  })

  it('is told before the group is deleted, with what waits for it', async () => {
    const id = await group('Named', ann)
    const playbook = await choice('Names it', { authorizer: constant('Ann; named') })
    const run = await flow.start(playbook)
    await flow.reaches(run, 'waiting')
    expect((await flow.api.get(`/groups/${id}/uses`)).body).toEqual({
      playbooks: [{ id: playbook, name: 'Names it', nodes: ['q'] }],
      waiting: 1,
    })
    expect((await flow.api.delete(`/groups/${id}`)).status).toBe(204)
    expect(await flow.reaches(run, 'waiting')).toBeTruthy()
  })
})
