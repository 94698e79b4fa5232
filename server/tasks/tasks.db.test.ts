import { createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineActor } from '../platform/index.ts'
import { getTask, listTasks } from './index.ts'

describe('tasks', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let incidentId: string
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
    const { status, body } = await started.api.post('/incidents', { fields: { name: 'With tasks' } })
    expect(status).toBeLessThan(300)
    incidentId = String(body.id)
  })
  afterAll(() => started.stop())

  async function colleague(email: string) {
    const password = 'a long enough one'
    const { body } = await started.api.post('/users', {
      email,
      name: email.split('@', 1)[0],
      profile: 'Analyst',
      password,
    })
    return { id: body.id, api: await createApiClient(started.test.address, 'acme', { email, password }) }
  }

  it('is made below an incident, approved, estimated and closed by its assignee (TSK-01 … TSK-06)', async () => {
    const ben = await colleague('ben@test.example')
    const made = await started.api.post(`/incidents/${incidentId}/tasks`, {
      title: 'Call the user',
      description: '<p onclick="x()">Now</p><script>x()</script>',
      assigneeId: ben.id,
      dueAt: '2026-02-01T10:00:00Z',
      priority: 'Urgent',
      hours: 1,
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      status: 'waiting_owner',
      description: '<p>Now</p>',
      assignee: { name: 'ben' },
      priority: 'Urgent',
      incidentId,
    })
    expect((await ben.api.get('/tasks?mine=true&open=true')).body.total).toBe(1)
    const approved = await ben.api.patch(`/tasks/${made.body.id}`, {
      status: 'in_progress',
      percentage: 50,
      version: 1,
    })
    expect(approved.body).toMatchObject({ status: 'in_progress', percentage: 50 })
    expect((await ben.api.patch(`/tasks/${made.body.id}`, { percentage: 55 })).status).toBe(400)
    expect((await ben.api.patch(`/tasks/${made.body.id}`, { title: 'x', version: 1 })).body.code).toBe('stale_version')
    const closed = await ben.api.post(`/tasks/${made.body.id}/close`, { hours: 2.5 })
    expect(closed.body).toMatchObject({ status: 'closed', percentage: 100, hours: 2.5, closedAt: expect.any(String) })
    expect((await ben.api.post(`/tasks/${made.body.id}/close`, {})).body.code).toBe('wrong_state')
    const { body } = await started.api.get(`/incidents/${incidentId}/tasks`)
    expect(body.items).toHaveLength(1)
  })

  it('goes to another user and waits for him again (TSK-07)', async () => {
    const cleo = await colleague('cleo@test.example')
    const made = await started.api.post(`/incidents/${incidentId}/tasks`, { title: 'Pass on' })
    await started.api.patch(`/tasks/${made.body.id}`, { status: 'in_progress' })
    const passed = await started.api.patch(`/tasks/${made.body.id}`, { assigneeId: cleo.id })
    expect(passed.body).toMatchObject({ status: 'waiting_owner', assignee: { name: 'cleo' } })
    const stranger = await started.api.patch(`/tasks/${made.body.id}`, { assigneeId: 'nobody' })
    expect(stranger.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'assigneeId' }] })
  })

  it('lists by urgency and asks in the query language', async () => {
    await started.api.post(`/incidents/${incidentId}/tasks`, { title: 'Later', dueAt: '2027-01-01T00:00:00Z' })
    await started.api.post(`/incidents/${incidentId}/tasks`, {
      title: 'Sooner',
      dueAt: '2026-01-01T00:00:00Z',
      priority: 'Important',
    })
    const { body } = await started.api.get('/tasks?open=true')
    expect(body.items.map((item: { title: string }) => item.title)).toEqual(['Sooner', 'Later', 'Pass on'])
    const urgent = await started.api.get(
      `/tasks?query=${encodeURIComponent('priority >= Important AND status != closed')}`,
    )
    expect(urgent.body.items.map((item: { title: string }) => item.title)).toEqual(['Sooner'])
  })

  it('does not exist for who neither has it nor made it nor may see all (TSK-15)', async () => {
    const made = await started.api.post(`/incidents/${incidentId}/tasks`, { title: 'Hidden' })
    const stranger = machineActor({ kind: 'api-key', id: 'some-key', name: 'Some key' }, ['task.view', 'task.access'])
    const { database } = started.instance
    await expect(database.read((tx) => getTask(tx, stranger, made.body.id))).rejects.toThrow(/There is no task/)
    const list = await database.read((tx) => listTasks(tx, stranger, { limit: 10 }))
    expect(list).toMatchObject({ items: [], total: 0 })
  })

  it('cannot be made below an incident that is not there', async () => {
    expect((await started.api.post('/incidents/999999/tasks', { title: 'x' })).status).toBe(404)
  })
})
