import { createApiClient, createTestInstance, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askThenHash } from './test-playbook.ts'

type Started = Awaited<ReturnType<typeof createTestInstance>>

describe('runs of playbooks', () => {
  let started: Started
  let playbookId: string

  beforeAll(async () => {
    started = await createTestInstance()
    const { body: playbook, status } = await started.api.post('/playbooks', {
      name: 'Ask then hash',
      graph: askThenHash,
    })
    expect(status, JSON.stringify(playbook)).toBe(201)
    playbookId = playbook.id
    const published = await started.api.post(`/playbooks/${playbookId}/publish`, { description: 'first' })
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    expect(published.body).toMatchObject({ enabled: true, publishedVersion: 1, hasDraft: false })
  })
  afterAll(() => started.stop())

  const run = async (id: string) => (await started.api.get(`/runs/${id}`)).body
  const reaches = (id: string, status: string) =>
    eventually(async () => {
      const found = await run(id)
      return found.status === status && found
    }, `status ${status} of run ${id}`)
  const newIncident = async (name: string) => {
    const answer = await started.api.post('/incidents', {
      fields: { name },
      artifacts: [{ name: 'sourceAddress', value: '203.0.113.9' }],
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }

  it('asks, goes on with the answer, runs a real script on values of the incident and ends (EXE-01, NOD-50)', async () => {
    const incident = await newIncident('Run me')
    const { body, status } = await started.api.post(`/playbooks/${playbookId}/runs`, { incidentId: incident.id })
    expect(status, JSON.stringify(body)).toBe(202)
    const waiting = await reaches(body.id, 'waiting')
    const asked = waiting.nodes.find((node: { wait?: unknown }) => node.wait)
    expect(asked).toMatchObject({
      type: 'user-choice',
      wait: { kind: 'user-choice', answers: ['hash', 'stop'], mayAnswer: true },
    })
    expect(asked.wait.question).toContain('203.0.113.9')
    const { body: operations } = await started.api.get('/operations')
    expect(operations.items).toMatchObject([
      { kind: 'user-choice', runId: body.id, incident: { label: incident.fields.incidentid } },
    ])
    expect((await started.api.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'perhaps' })).status).toBe(
      400,
    )
    expect((await started.api.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'hash' })).status).toBe(202)
    const done = await reaches(body.id, 'completed')
    const hash = done.nodes.find((node: { name: string }) => node.name === 'Hash it')
    expect(hash).toMatchObject({ status: 'succeeded', attempts: 1, iterations: { total: 1, succeeded: 1, failed: 0 } })
    const { body: detail } = await started.api.get(`/runs/${body.id}/nodes/${hash.id}`)
    expect(detail.items[0].input.text).toContain('Run me')
    expect(JSON.stringify(detail.items[0].output)).toMatch(/[0-9a-f]{64}/)
    expect((await started.api.get('/operations')).body.items).toEqual([])
    expect((await started.api.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'stop' })).body.code).toBe(
      'wrong_state',
    )
    const { body: runs } = await started.api.get(`/incidents/${incident.id}/runs`)
    expect(runs.items.map((each: { id: string }) => each.id)).toEqual([body.id])
    const { body: room } = await started.api.get(`/incidents/${incident.id}/war-room?limit=1000`)
    expect(JSON.stringify(room)).toContain('Ask then hash')
  })

  it('starts the playbooks of a template with the incident, and not those without autorun (NEW-04, TPL-03)', async () => {
    const template = await started.api.post('/incident-templates', {
      name: 'With playbook',
      playbooks: [{ playbookId, autorun: true }],
    })
    expect(template.status, JSON.stringify(template.body)).toBe(201)
    const { body: incident } = await started.api.post('/incidents', {
      templateId: template.body.id,
      fields: { name: 'Automatic' },
      artifacts: [{ name: 'sourceAddress', value: '203.0.113.10' }],
    })
    const runs = await eventually(async () => {
      const { body } = await started.api.get(`/incidents/${incident.id}/runs`)
      return body.items.length > 0 && body.items
    }, 'the run of the new incident')
    expect(runs).toMatchObject([{ playbook: 'Ask then hash', origin: { kind: 'incident', id: String(incident.id) } }])
    await started.api.post(`/runs/${runs[0].id}/kill`)
    await reaches(runs[0].id, 'killed')
    expect((await started.api.get('/operations')).body.items).toEqual([])
  })

  it('keeps the version a run started with while the playbook is published anew (EXE-03)', async () => {
    const { body } = await started.api.post(`/playbooks/${playbookId}/runs`, {})
    await reaches(body.id, 'waiting')
    const { body: before } = await started.api.get(`/playbooks/${playbookId}`)
    const graph = structuredClone(before.graph)
    graph.nodes.find((node: { kind: string }) => node.kind === 'user-choice').name = 'Another question'
    await started.api.put(`/playbooks/${playbookId}/draft`, { graph, revision: null })
    const { body: published } = await started.api.post(`/playbooks/${playbookId}/publish`, {})
    expect(published.publishedVersion).toBe(2)
    const found = await run(body.id)
    expect(found.version).toBe(1)
    expect(found.nodes.map((node: { name: string }) => node.name)).not.toContain('Another question')
    await started.api.post(`/runs/${body.id}/kill`)
  })

  it('refuses what is disabled, unpublished or unreadable, and says why', async () => {
    await started.api.post(`/playbooks/${playbookId}/disable`)
    expect((await started.api.post(`/playbooks/${playbookId}/runs`, {})).body).toMatchObject({ code: 'wrong_state' })
    await started.api.post(`/playbooks/${playbookId}/enable`)
    expect((await started.api.post('/playbooks/00000000-0000-4000-8000-000000000000/runs', {})).status).toBe(404)
    const draft = await started.api.post('/playbooks', { name: 'Only a draft' })
    expect((await started.api.post(`/playbooks/${draft.body.id}/runs`, {})).body.message).toContain('never published')
    const bad = await started.api.put(`/playbooks/${draft.body.id}/draft`, {
      graph: { nodes: [{ id: 'x', kind: 'nonsense' }], links: [] },
    })
    expect(bad.status).toBe(400)
    expect(bad.body.details[0].path).toMatch(/^graph\.nodes\.0/)
  })

  it('does not overwrite a draft that somebody else saved meanwhile (VER-01)', async () => {
    const { body: playbook } = await started.api.post('/playbooks', { name: 'Edited by two' })
    const { graph, revision } = playbook.draft
    expect((await started.api.put(`/playbooks/${playbook.id}/draft`, { graph, revision })).status).toBe(200)
    const second = await started.api.put(`/playbooks/${playbook.id}/draft`, { graph, revision })
    expect(second.body.code).toBe('stale_version')
  })

  it('lets only who may answer do so, and shows no run of an incident to who may not open it (INV-09, NOD-56)', async () => {
    const credentials = { email: 'rita@test.example', password: 'a long enough one' }
    await started.api.post('/users', { ...credentials, name: 'Rita', profile: 'Read only' })
    const rita = await createApiClient(started.test.address, 'acme', credentials)
    const { body } = await started.api.post(`/playbooks/${playbookId}/runs`, {})
    const waiting = await reaches(body.id, 'waiting')
    const asked = waiting.nodes.find((node: { wait?: unknown }) => node.wait)
    const refused = await rita.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'stop' })
    expect(refused.status).toBe(403)
    expect((await rita.post(`/runs/${body.id}/kill`)).status).toBe(403)
    await started.api.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'stop' })
    await reaches(body.id, 'completed')
  })

  it('goes on after a restart of the program exactly where it was (EXE-16)', async () => {
    const { body } = await started.api.post(`/playbooks/${playbookId}/runs`, {})
    const waiting = await reaches(body.id, 'waiting')
    await started.test.restart()
    const asked = waiting.nodes.find((node: { wait?: unknown }) => node.wait)
    const api = await createApiClient(started.test.address, 'acme', {
      email: 'admin@test.example',
      password: 'correct horse battery',
    })
    await api.post(`/runs/${body.id}/nodes/${asked.id}/answer`, { answer: 'hash' })
    await eventually(
      async () => (await api.get(`/runs/${body.id}`)).body.status === 'completed',
      'the end after the restart',
    )
  })
})
