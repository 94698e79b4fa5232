import { createApiClient, createTestInstance } from '@tocsin/testkit'
import { FlowTester, hash, output } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const task = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'task',
  title: 'Call {{input.who}}',
  ...more,
})

describe('a node that waits for a task', () => {
  let flow: FlowTester
  let incidentId: string
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
    incidentId = await flow.incident()
  })
  afterAll(() => flow.started.stop())

  const play = async (name: string, node: Record<string, unknown>) => {
    const id = await flow.publish(name, {
      inputs: ['who'],
      nodes: [task('t', node), hash('after', output('t', 'status'))],
      links: ['start>t', 't>after', 'after>end'],
    })
    return flow.start(id, { incidentId, input: { who: 'Ben' } })
  }
  const taskOf = async (run: string) => {
    const { wait } = await flow.nodeReaches(run, 't', 'waiting')
    return (await flow.api.get(`/tasks/${wait?.taskId}`)).body
  }

  it('makes the task with all its details and goes on when its owner approves it (NOD-40, NOD-42)', async () => {
    const credentials = { email: 'ben@test.example', password: 'a long enough one' }
    await flow.api.post('/users', { ...credentials, name: 'Ben', profile: 'Analyst' })
    const ben = await createApiClient(flow.started.test.address, 'acme', credentials)
    const details = {
      description: '<p>Ask {{input.who}}</p>',
      ...{
        owner: { ref: 'const', value: 'ben@test.example' },
        dueDays: 2,
        hours: 3,
        percentage: 20,
        priority: 'urgent',
      },
    }
    const run = await play('Approved', details)
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'owner' })
    const made = await taskOf(run)
    expect(made).toMatchObject({
      ...{ title: 'Call Ben', description: '<p>Ask Ben</p>', incidentId, priority: 'Urgent', hours: 3, percentage: 20 },
      ...{
        status: 'waiting_owner',
        assignee: { name: 'Ben' },
        playbook: { runId: run, nodeId: 't', name: 'Approved' },
      },
    })
    const days = (Date.parse(made.dueAt) - Date.parse(made.createdAt)) / 86_400_000
    expect(days).toBeCloseTo(2, 2)
    const { body: mine } = await ben.get('/operations')
    expect(mine.items).toMatchObject([
      { kind: 'task', id: String(made.id), playbook: 'Approved', runId: run, nodeId: 't' },
    ])
    expect((await ben.patch(`/tasks/${made.id}`, { status: 'in_progress' })).status).toBe(200)
    await flow.reaches(run, 'completed')
    const given = { status: 'in_progress', title: 'Call Ben', owner: 'Ben', percentage: 20, hours: 3 }
    expect(await flow.output(run, 't')).toEqual(given)
    expect(await flow.shown(run, 'after')).toEqual({ text: 'in_progress' })
    // Closing it later answers nobody.
    expect((await ben.post(`/tasks/${made.id}/close`, {})).status).toBe(200)
  })

  it('is decided from the run too: approved and closed, or rejected, which fails the node and goes on (NOD-42, NOD-43)', async () => {
    const closed = await play('Closed', {})
    const made = await taskOf(closed)
    expect((await flow.node(closed, 't')).wait).toMatchObject({
      ...{ kind: 'task', answers: ['approve', 'approve-and-close', 'reject'], mayAnswer: true },
    })
    expect((await flow.answer(closed, 't', 'perhaps')).status).toBe(400)
    expect((await flow.answer(closed, 't', 'approve-and-close')).status).toBe(202)
    await flow.reaches(closed, 'completed')
    expect((await flow.api.get(`/tasks/${made.id}`)).body.status).toBe('closed')

    const rejected = await play('Rejected', {})
    await taskOf(rejected)
    expect((await flow.answer(rejected, 't', 'reject')).status).toBe(202)
    await flow.reaches(rejected, 'completed_with_errors')
    expect((await flow.node(rejected, 't')).error).toBe('Anna rejected the task.')
    expect(await flow.shown(rejected, 'after')).toEqual({ text: 'declined' })
  })

  it('lets what follows start at once where it is not mandatory, and holds the run (NOD-41)', async () => {
    const run = await play('Not mandatory', { mandatory: false })
    await flow.nodeReaches(run, 'end', 'succeeded')
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'owner' })
    expect(await flow.shown(run, 'after')).toEqual({ text: 'waiting_owner' })
    await flow.answer(run, 't', 'approve')
    await flow.reaches(run, 'completed')
    expect((await flow.node(run, 'after')).attempts).toBe(1)
  })

  it('takes its task back when the run is killed or the node runs again (EXE-12)', async () => {
    const run = await play('Killed', {})
    const first = await taskOf(run)
    await flow.api.post(`/runs/${run}/nodes/t/rerun`, { scope: 'this' })
    await flow.until(
      async () => (await flow.node(run, 't')).wait?.taskId !== first.id && (await taskOf(run)).id !== first.id,
    )
    expect((await flow.api.get(`/tasks/${first.id}`)).body).toMatchObject({ status: 'expired' })
    const second = await taskOf(run)
    await flow.api.post(`/runs/${run}/kill`)
    await flow.reaches(run, 'killed')
    const { body } = await flow.api.get(`/tasks/${second.id}`)
    expect(body).toMatchObject({ status: 'expired', closedAt: expect.any(String) })
    expect((await flow.api.patch(`/tasks/${second.id}`, { status: 'in_progress' })).body.code).toBe('wrong_state')
  })

  it('fails where there is no incident to have a task', async () => {
    const id = await flow.publish('No incident', { nodes: [task('t')], links: ['start>t', 't>end'] })
    const run = await flow.start(id)
    await flow.reaches(run, 'completed_with_errors')
    expect((await flow.node(run, 't')).error).toBe('A task belongs to an incident, and this run has none.')
  })
})
