import { existsSync, readFileSync } from 'node:fs'
import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askThenHash } from '../runs/test-playbook.ts'

const original = '../shared/data/cloud-soar/playbook-insight-status-handling.json'

describe('playbook files', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const octets = { 'content-type': 'application/octet-stream' }
  const importFile = (bytes: Uint8Array, query = '') =>
    started.api.request('POST', `/playbooks/import${query}`, bytes, octets)
  async function download(path: string): Promise<Uint8Array> {
    const { headers } = await started.api.post('/session', {
      email: 'admin@test.example',
      password: 'correct horse battery',
    })
    const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    const response = await fetch(started.api.base + path, { headers: { cookie } })
    expect(response.status).toBe(200)
    return new Uint8Array(await response.arrayBuffer())
  }

  it('imports a file of the original and lists the actions that are not installed (VER-13, VER-15)', async (context) => {
    context.skip(!existsSync(original), 'the shared data is not here')
    const { status, body } = await importFile(readFileSync(original))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.playbooks).toHaveLength(1)
    expect(body.playbooks[0]).toMatchObject({
      name: 'CSE - Insight Status Handling (Live)',
      publishedVersion: null,
      hasDraft: true,
    })
    expect(body.unbound.length).toBeGreaterThan(0)
    for (const unbound of body.unbound)
      expect(unbound).toMatchObject({
        node: expect.any(String),
        action: expect.any(String),
        reason: expect.any(String),
      })
    const { body: detail } = await started.api.get(`/playbooks/${body.playbooks[0].id}`)
    expect(detail.draft.graph.nodes.map((node: { kind: string }) => node.kind).sort()).toEqual([
      'action',
      'action',
      'action',
      'end',
      'start',
    ])
    expect(detail.abilities.publish).toContain('error')
  })

  it('gives back in both forms what can be imported again without loss (VER-10, VER-11)', async () => {
    const { body: playbook } = await started.api.post('/playbooks', {
      name: 'There and back',
      tags: ['a', 'b'],
      graph: askThenHash,
    })
    await started.api.post(`/playbooks/${playbook.id}/publish`)
    const { body: before } = await started.api.get(`/playbooks/${playbook.id}`)
    for (const format of ['json', 'tar.gz']) {
      const file = await download(`/playbooks/${playbook.id}/export?format=${format}`)
      const { status, body } = await importFile(file)
      expect(status, JSON.stringify(body)).toBe(201)
      expect(body.playbooks[0]).toMatchObject({
        tags: ['a', 'b'],
        publishedVersion: 1,
        enabled: true,
        origin: { kind: 'imported' },
      })
      const { body: after } = await started.api.get(`/playbooks/${body.playbooks[0].id}`)
      const functional = (graph: typeof before.graph) =>
        graph.nodes.map(({ id, kind, name, inputs, answers, action, integration }: Record<string, unknown>) => ({
          id,
          kind,
          name,
          inputs,
          answers,
          action,
          integration,
        }))
      expect(functional(after.graph)).toEqual(functional(before.graph))
      expect(after.graph.links.map(({ source, target }: Record<string, unknown>) => ({ source, target }))).toEqual(
        before.graph.links.map(({ source, target }: Record<string, unknown>) => ({ source, target })),
      )
    }
  })

  it('renames, adds a version, skips or refuses when the name is taken, as asked (VER-14)', async () => {
    const { body: playbook } = await started.api.post('/playbooks', { name: 'Taken', graph: askThenHash })
    await started.api.post(`/playbooks/${playbook.id}/publish`)
    const file = await download(`/playbooks/${playbook.id}/export`)
    const changed = Buffer.from(Buffer.from(file).toString().replace('Go on?', 'Shall it go on?'))
    const refused = (await importFile(file, '?collision=refuse')).body
    expect(refused).toMatchObject({ code: 'name_taken', details: [{ message: expect.stringContaining('"Taken"') }] })
    expect((await importFile(file, '?collision=version')).body.outcomes[0]).toMatchObject({ version: 2 })
    expect((await importFile(file, '?collision=version')).body.outcomes[0]).toMatchObject({
      ...{ id: playbook.id, outcome: 'same', version: null },
    })
    expect((await importFile(changed, '?collision=version')).body).toMatchObject({
      playbooks: [{ id: playbook.id, publishedVersion: 3 }],
      outcomes: [{ outcome: 'updated', version: 3, draftKeptAs: null }],
    })
    expect((await importFile(file, '?collision=skip')).body).toMatchObject({
      playbooks: [{ id: playbook.id, publishedVersion: 3 }],
      outcomes: [{ outcome: 'skipped', version: null }],
      bound: [],
    })
    expect((await importFile(file)).body).toMatchObject({
      playbooks: [{ name: 'Taken (2)' }],
      outcomes: [{ name: 'Taken (2)', wanted: 'Taken', outcome: 'created', version: 1 }],
    })
  })

  it('overwrites no draft without being told: it refuses, or keeps the draft as a version (VER-04)', async () => {
    const { body: playbook } = await started.api.post('/playbooks', { name: 'Worked on', graph: askThenHash })
    await started.api.post(`/playbooks/${playbook.id}/publish`)
    const file = Buffer.from(await download(`/playbooks/${playbook.id}/export`))
    const changed = Buffer.from(file.toString().replace('Go on?', 'Shall it go on?'))
    const graph = structuredClone(askThenHash)
    Object.assign(graph.nodes[1] ?? {}, { title: 'Mine?' })
    await started.api.put(`/playbooks/${playbook.id}/draft`, { graph })
    const before = (await started.api.get(`/playbooks/${playbook.id}`)).body
    const refused = await importFile(changed, '?collision=version')
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      code: 'wrong_state',
      message: expect.stringMatching(/draft of Anna.*Nothing was/),
    })
    expect((await started.api.get(`/playbooks/${playbook.id}`)).body).toEqual(before)

    const { body } = await importFile(changed, '?collision=version&drafts=keep')
    expect(body.outcomes, JSON.stringify(body)).toMatchObject([{ outcome: 'updated', draftKeptAs: 2, version: 3 }])
    const after = (await started.api.get(`/playbooks/${playbook.id}`)).body
    expect(after).toMatchObject({ draft: null, publishedVersion: 3 })
    const kept = (await started.api.get(`/playbooks/${playbook.id}/versions/2`)).body
    expect(kept).toMatchObject({ description: 'Draft of Anna, kept before an import', published: false })
    expect(kept.graph).toEqual(before.draft.graph)
  })

  it('only reports in a dry run', async () => {
    const { body: playbook } = await started.api.post('/playbooks', { name: 'Dry', graph: askThenHash })
    await started.api.post(`/playbooks/${playbook.id}/publish`)
    const file = await download(`/playbooks/${playbook.id}/export?format=tar.gz`)
    const before = (await started.api.get('/playbooks')).body
    const { status, body } = await importFile(file, '?dryRun=true')
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({
      ...{ dryRun: true, outcomes: [{ name: 'Dry (2)', outcome: 'created', version: 1 }], unbound: [], missing: [] },
      bound: [{ node: 'Hash it', integration: 'Tocsin Tools', action: 'Hash Text', resource: null }],
      integrations: [{ name: 'Tocsin Tools', outcome: 'kept', actions: 0 }],
    })
    expect((await started.api.get('/playbooks')).body).toEqual(before)
  })

  it('refuses two playbooks of one name in a file', async () => {
    const one = { name: 'Twin', nodes: [{ id: '1', stepType: 'start' }], links: [] }
    const { status, body } = await importFile(Buffer.from(JSON.stringify([one, { ...one, name: 'twin' }])))
    expect([status, body.code, body.message]).toEqual([422, 'unreadable_file', expect.stringContaining('"twin"')])
  })

  it('says where a file is wrong and keeps nothing of it (OIF-16, VER-12)', async () => {
    const count = async () => (await started.api.get('/playbooks')).body.total
    const before = await count()
    const broken = await importFile(Buffer.from('[{"model": "automation.playbookpublished", "fields": {"name": 7'))
    expect(broken.status).toBe(422)
    expect(broken.body.details[0].line).toBe(1)
    expect((await importFile(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).status).toBe(422)
    expect(await count()).toBe(before)
  })
})
