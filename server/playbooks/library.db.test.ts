import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Row {
  id: string
  name: string
}

describe('the playbook library', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const node = (id: string, kind: string, more: object = {}) => ({
    id,
    kind,
    name: id,
    position: { x: 0, y: 0 },
    ...more,
  })
  const graph = (...between: ReturnType<typeof node>[]) => {
    const nodes = [node('start', 'start'), ...between, node('end', 'end')]
    const links = nodes.slice(1).map((each, index) => ({
      id: `to-${each.id}`,
      source: { id: nodes[index]?.id, port: 'out' },
      target: { id: each.id, port: 'in' },
    }))
    return { nodes, links }
  }
  const create = async (body: object) => {
    const answer = await started.api.post('/playbooks', body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const publish = async (id: string) => {
    const answer = await started.api.post(`/playbooks/${id}/publish`, {})
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const names = async (query: string) => {
    const answer = await started.api.get(`/playbooks?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items.map(({ name }: Row) => name)
  }

  it('is searched by the query language and sorted (PBK-01)', async () => {
    const first = await create({ name: 'Library B', type: 'Phishing', tags: ['mail'], graph: graph() })
    await publish(first.id)
    await create({
      name: 'Library A',
      type: 'Phishing',
      graph: graph(node('ask', 'action', { integration: 'Library Tools', action: 'Ask' })),
    })
    expect(await names('query=type:Phishing&sort=name')).toEqual(['Library A', 'Library B'])
    expect(await names('query=type:Phishing&sort=-name')).toEqual(['Library B', 'Library A'])
    expect(await names('query=status:enabled AND tag:mail')).toEqual(['Library B'])
    expect(await names('query=status:draft AND library')).toEqual(['Library A'])
    expect(await names('query=integration:"library tools"')).toEqual(['Library A'])
    expect(await names('query=library&sort=name&limit=1')).toEqual(['Library A'])
    const wrong = await started.api.get('/playbooks?query=type:')
    expect(wrong.body.code).toBe('invalid_query')
    const types = await started.api.get('/playbook-types')
    expect(types.body.types).toEqual(expect.arrayContaining(['Phishing', 'Malware']))
    expect(types.body.tags).toContain('mail')
  })

  it('keeps a deleted playbook, disabled also after it is restored, until it is removed for good (PBK-13)', async () => {
    const { id } = await create({ name: 'Goes and comes', graph: graph() })
    await publish(id)
    expect((await started.api.delete(`/playbooks/${id}/permanently`)).status).toBe(409)
    expect((await started.api.delete(`/playbooks/${id}`)).status).toBe(204)
    expect(await names('query="Goes and comes"')).toEqual([])
    expect(await names('deleted=true')).toContain('Goes and comes')
    const { body: looked } = await started.api.get(`/playbooks/${id}`)
    expect(looked).toMatchObject({ enabled: false, deletedBy: { name: 'Anna' } })
    expect(looked.abilities.edit).toContain('deleted')
    expect((await started.api.post(`/playbooks/${id}/enable`, {})).status).toBe(404)
    expect((await started.api.post(`/playbooks/${id}/runs`, { test: true })).status).toBe(404)
    expect((await started.api.put(`/playbooks/${id}/draft`, { graph: graph() })).status).toBe(404)

    const other = await create({ name: 'goes and COMES', graph: graph() })
    const refused = await started.api.post(`/playbooks/${id}/restore`, {})
    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe('name_taken')
    const restored = await started.api.post(`/playbooks/${id}/restore`, { name: 'Came back' })
    expect(restored.body).toMatchObject({ name: 'Came back', enabled: false, publishedVersion: 1, deletedAt: null })
    expect((await started.api.get(`/playbooks/${id}/versions`)).body.items).toHaveLength(1)

    await started.api.delete(`/playbooks/${other.id}`)
    expect((await started.api.delete(`/playbooks/${other.id}/permanently`)).status).toBe(204)
    expect((await started.api.get(`/playbooks/${other.id}`)).status).toBe(404)
  })

  it('copies what is published, enabled, with the draft beside it; a taken name is refused (PBK-12, VER-08)', async () => {
    const wait = node('wait', 'wait', { duration: { ref: 'const', value: 5 } })
    const { id } = await create({ name: 'Original', type: 'Phishing', tags: ['a'], graph: graph() })
    await publish(id)
    await started.api.post(`/playbooks/${id}/disable`, {})
    const copy = await started.api.post(`/playbooks/${id}/clone`, { name: 'A copy' })
    expect(copy.status).toBe(201)
    expect(copy.body).toMatchObject({
      name: 'A copy',
      type: 'Phishing',
      tags: ['a'],
      enabled: true,
      publishedVersion: 1,
    })
    expect(copy.body.draft).toBeNull()
    await started.api.put(`/playbooks/${id}/draft`, { graph: graph(wait) })
    const withDraft = await started.api.post(`/playbooks/${id}/clone`, { name: 'With draft' })
    expect(withDraft.body.graph.nodes).toHaveLength(2)
    expect(withDraft.body.draft.graph.nodes).toHaveLength(3)
    const refused = await started.api.post(`/playbooks/${id}/clone`, { name: 'ORIGINAL' })
    expect(refused.body.code).toBe('name_taken')
    expect(await names('query=original&sort=name')).toEqual(['Original'])
  })

  it('tells what starts a playbook: templates, their rules, playbooks around it', async () => {
    const inner = await create({ name: 'Inner', graph: graph() })
    const outer = await create({ name: 'Outer', graph: graph(node('Ask inner', 'playbook', { playbook: 'Inner' })) })
    const template = await started.api.post('/incident-templates', {
      name: 'With inner',
      playbooks: [{ playbookId: inner.id, autorun: true }],
    })
    expect(template.status, JSON.stringify(template.body)).toBe(201)
    const { body: sources } = await started.api.get('/alert-sources')
    const rule = await started.api.post('/automation-rules', {
      name: 'Opens with inner',
      source: sources.items[0].name,
      action: { kind: 'create-incident', templateId: template.body.id },
    })
    expect(rule.status, JSON.stringify(rule.body)).toBe(201)
    const uses = await started.api.get(`/playbooks/${inner.id}/uses`)
    expect(uses.body.items).toEqual([
      { kind: 'incident-template', id: template.body.id, name: 'With inner', autorun: true },
      { kind: 'automation-rule', id: rule.body.id, name: 'Opens with inner', template: 'With inner' },
      { kind: 'playbook', id: outer.id, name: 'Outer', node: 'Ask inner' },
    ])
    expect((await started.api.get(`/playbooks/${outer.id}/uses`)).body.items).toEqual([])
    await publish(inner.id)
    await publish(outer.id)
    const published = await started.api.get(`/playbooks/${inner.id}/uses`)
    expect(published.body.items[2]).toEqual({ kind: 'playbook', id: outer.id, name: 'Outer', node: 'Ask inner' })
  })

  it('lists versions without graphs and gives each with its own (VER-03, VER-16)', async () => {
    const { id } = await create({ name: 'Two versions', graph: graph() })
    await publish(id)
    await started.api.put(`/playbooks/${id}/draft`, {
      graph: graph(node('wait', 'wait', { duration: { ref: 'const', value: 5 } })),
    })
    await publish(id)
    const { body } = await started.api.get(`/playbooks/${id}/versions`)
    expect(body.items.map((each: object) => Object.keys(each).includes('graph'))).toEqual([false, false])
    expect(body.items[0]).toMatchObject({ number: 2, published: true, publishedBy: { name: 'Anna' } })
    const old = await started.api.get(`/playbooks/${id}/versions/1`)
    expect(old.body.graph.nodes).toHaveLength(2)
    expect((await started.api.get(`/playbooks/${id}/versions/9`)).status).toBe(404)
  })
})
