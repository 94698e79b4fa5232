import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let fleet: TestFleet
let hosted: string
let remote: string

beforeAll(async () => {
  fleet = await createTestFleet()
  hosted = await fleet.pair(fleet.hosted)
  remote = await fleet.pair(fleet.remote, { mode: 'outbound' })
}, 60_000)
afterAll(() => fleet.stop())

async function push(kind: string, id: string) {
  const answer = await fleet.console.api.post('/fleet/releases', { items: [{ kind, id }], targets: { all: true } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return eventually(async () => {
    const { body } = await fleet.console.api.get(`/fleet/releases/${answer.body.id}/deliveries`)
    return body.items.every((each: { status: string }) => each.status !== 'pending') && body.items
  }, 'every delivery is settled')
}

async function stateOf(kind: string, id: string) {
  const { body } = await fleet.console.api.get(`/fleet/sync?kind=${kind}&id=${id}`)
  return body.items[0]
}
const becomes = (kind: string, id: string, state: string) =>
  eventually(async () => (await stateOf(kind, id)).state === state, `${kind} is ${state}`)

describe('a custom field', () => {
  it('reaches every tenant under its own number there, and its icon follows changes at either side (MSSP-40 … MSSP-47)', async () => {
    await fleet.remote.api.post('/custom-fields', { section: 'incidents', name: 'Own', type: 'text' })
    const created = await fleet.console.api.post('/custom-fields', {
      section: 'incidents',
      name: 'Customer notified',
      type: 'list',
      options: ['By phone', 'By mail'],
    })
    const { id, version } = created.body
    expect((await stateOf('custom-field', id)).state).toBe('never')
    const settled = await push('custom-field', id)
    expect(settled.map((each: { status: string }) => each.status)).toEqual(['applied', 'applied'])
    const at = async (api: typeof fleet.console.api) => {
      const { body } = await api.get('/custom-fields?section=incidents')
      return body.items.find((each: { id: string }) => each.id === id)
    }
    expect(await at(fleet.hosted.api)).toMatchObject({ internalName: 'opt_1', name: 'Customer notified' })
    expect(await at(fleet.remote.api)).toMatchObject({ internalName: 'opt_2', name: 'Customer notified' })
    await becomes('custom-field', id, 'synchronized')
    expect((await at(fleet.console.api)).sync).toBe('synchronized')
    expect((await at(fleet.hosted.api)).sync).toBeUndefined()

    await fleet.console.api.patch(`/custom-fields/${id}`, { version, help: 'Who called?' })
    expect((await stateOf('custom-field', id)).state).toBe('behind')
    await push('custom-field', id)
    await becomes('custom-field', id, 'synchronized')

    const there = await at(fleet.hosted.api)
    expect(there.help).toBe('Who called?')
    await fleet.hosted.api.patch(`/custom-fields/${id}`, { version: there.version, name: 'Renamed here' })
    await becomes('custom-field', id, 'drift')
    const { tenants } = await stateOf('custom-field', id)
    expect(tenants.find((each: { id: string }) => each.id === hosted).state).toBe('drift')
    expect(tenants.find((each: { id: string }) => each.id === remote).state).toBe('synchronized')
  }, 40_000)
})

describe('a playbook', () => {
  it('arrives published with the integrations it needs, and its icon turns blue only for the newest version (MSSP-31, MSSP-33, MSSP-34)', async () => {
    const path = join(fleet.home.deployment.config.root, 'library/playbooks/check-source-and-decide.json')
    const made = await fleet.console.api.post('/playbooks', JSON.parse(readFileSync(path, 'utf8')))
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body
    const published = await fleet.console.api.post(`/playbooks/${id}/publish`, { description: 'First version' })
    expect(published.status, JSON.stringify(published.body)).toBeLessThan(300)
    const settled = await push('playbook', id)
    expect(settled, JSON.stringify(settled)).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
    expect(settled[0].items.map((each: { kind: string }) => each.kind)).toContain('integration')
    for (const tenant of [fleet.hosted, fleet.remote]) {
      const { body } = await tenant.api.get('/playbooks')
      expect(body.items.map((each: { id: string }) => each.id)).toContain(id)
    }
    await becomes('playbook', id, 'synchronized')
    const plan = await fleet.console.api.post('/fleet/releases/plan', {
      items: [{ kind: 'playbook', id }],
      targets: { all: true },
    })
    const verdicts = new Set(plan.body.cells.map((cell: { verdict: string }) => cell.verdict))
    expect([...verdicts]).toEqual(['same'])
  }, 40_000)
})
