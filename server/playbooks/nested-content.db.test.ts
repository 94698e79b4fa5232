import { createTestDeployment, type TestDeployment, type TestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playbookContent } from './playbook-content.ts'

const graphOf = (nodes: Record<string, unknown>[], links: string[]) => ({
  nodes: [{ id: 'start', kind: 'start' }, ...nodes, { id: 'end', kind: 'end' }],
  links: links.map((link, index) => {
    const [from = '', to = ''] = link.split('>')
    return { id: `l${index}`, source: { id: from, port: 'out' }, target: { id: to, port: 'in' } }
  }),
})

describe('nested playbooks as content', () => {
  let test: TestDeployment
  let console_: TestInstance
  let tenant: TestInstance
  beforeAll(async () => {
    test = await createTestDeployment({ roles: ['web'] })
    console_ = await test.addInstance('console')
    tenant = await test.addInstance('tenant')
  })
  afterAll(() => test.stop())

  async function publish(name: string, graph: unknown): Promise<string> {
    const { body } = await console_.api.post('/playbooks', { name, graph })
    const { status, body: published } = await console_.api.post(`/playbooks/${body.id}/publish`, {})
    expect(status, JSON.stringify(published)).toBe(200)
    return body.id
  }

  it('depend on what they run, and find it by its content id, whatever it is called at the tenant', async () => {
    const inner = await publish('Inner', graphOf([], ['start>end']))
    const nested = { id: 'c', kind: 'playbook', name: 'Call', playbook: 'Inner' }
    const outer = await publish('Outer', graphOf([nested], ['start>c', 'c>end']))
    await console_.api.patch(`/playbooks/${inner}`, { name: 'Inner, renamed' })
    const [child, parent] = await console_.instance.database.read(async (tx) =>
      Promise.all([playbookContent.export(tx, inner), playbookContent.export(tx, outer)]),
    )
    expect(parent?.dependsOn).toMatchObject([{ kind: 'playbook', id: inner, name: 'Inner' }])
    if (!child || !parent) throw new Error('Nothing was exported')

    const options = { policy: 'take-console' as const, base: null, reset: false }
    await tenant.instance.database.write((tx) => playbookContent.apply(tx, tenant.actor, child, options))
    await tenant.api.patch(`/playbooks/${inner}`, { name: 'Ours' })
    await tenant.instance.database.write((tx) => playbookContent.apply(tx, tenant.actor, parent, options))
    const { body } = await tenant.api.get(`/playbooks/${outer}`)
    expect(body.graph.nodes.find((node: { id: string }) => node.id === 'c').playbook).toBe('Ours')
    expect(body.problems).toEqual([])
    const held = await tenant.instance.database.read((tx) => playbookContent.export(tx, outer))
    expect(held?.hash).toBe(parent.hash)
  })
})
