import { createPageTable, readPage, savePage, testPages } from '@tocsin/testkit/content-pages.ts'
import { type TestInstance, testActor } from '@tocsin/testkit/deployment.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emit } from '../platform/index.ts'

let fleet: TestFleet
let hosted: string
let remote: string

beforeAll(async () => {
  fleet = await createTestFleet({ also: [testPages] })
  await createPageTable(fleet.home.deployment.pool, fleet.console.instance)
  await createPageTable(fleet.home.deployment.pool, fleet.hosted.instance)
  await createPageTable(fleet.away.deployment.pool, fleet.remote.instance)
  hosted = await fleet.pair(fleet.hosted)
  remote = await fleet.pair(fleet.remote, { mode: 'outbound' })
}, 60_000)
afterAll(() => fleet.stop())

const page = (id: string) => ({ kind: 'page', id })
const save = (at: TestInstance, id: string, text: string, needs: string[] = []) =>
  at.instance.database.write(async (tx) => {
    await savePage(tx, id, { title: id.toUpperCase(), text, needs })
    // Stands for what the module of the kind announces.
    await emit(tx, testActor, { type: 'PlaybookUpdated', subject: { kind: 'pages', id } })
  })
async function read(at: TestInstance, id: string) {
  const { deployment } = at === fleet.remote ? fleet.away : fleet.home
  const instance = await deployment.instances.get(at.instance.slug)
  return instance.database.read((tx) => readPage(tx, id))
}
async function made(answer: { status: number; body: { id: string; number: number } }) {
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return answer.body
}
const push = async (id: string, more: Record<string, unknown> = {}) =>
  made(await fleet.console.api.post('/fleet/releases', { items: [page(id)], targets: { all: true }, ...more }))
const rollBack = async (release: { id: string }, body: Record<string, unknown> = {}) =>
  made(await fleet.console.api.post(`/fleet/releases/${release.id}/rollback`, body))
async function settled({ id }: { id: string }) {
  return eventually(async () => {
    const { body } = await fleet.console.api.get(`/fleet/releases/${id}/deliveries`)
    const found = new Map<string, { status: string; reason: string | null; items: { result: string }[] }>(
      body.items.map((each: { tenant: { id: string } }) => [each.tenant.id, each]),
    )
    return [...found.values()].every(({ status }) => status !== 'pending') && found
  }, 'every delivery is settled')
}
async function standing(id: string, tenant: string) {
  const { body } = await fleet.console.api.get(`/fleet/sync?kind=page&id=${id}`)
  return body.items[0].tenants.find((each: { id: string }) => each.id === tenant)
}
const standsAt = (id: string, tenant: string, state: string) =>
  eventually(async () => (await standing(id, tenant))?.state === state, `${id} is ${state}`, 40_000)

describe('a rollback (FLT-39)', () => {
  it('makes every item again what it was, byte for byte, and removes what the release added', async () => {
    await save(fleet.console, 'guide', 'one')
    await settled(await push('guide'))
    const before = await read(fleet.hosted, 'guide')
    await save(fleet.console, 'new', 'added')
    await save(fleet.console, 'guide', 'two', ['new'])
    const second = await push('guide')
    await settled(second)
    expect(await read(fleet.remote, 'new')).not.toBeNull()

    const undoing = await rollBack(second)
    const found = await settled(undoing)
    for (const tenant of [hosted, remote]) {
      expect(found.get(tenant)).toMatchObject({ status: 'applied', reason: null })
      expect(
        found
          .get(tenant)
          ?.items.map(({ result }) => result)
          .sort(),
      ).toEqual(['removed', 'restored'])
    }
    for (const tenant of [fleet.hosted, fleet.remote]) {
      expect(await read(tenant, 'guide')).toEqual(before)
      expect(await read(tenant, 'new')).toBeNull()
    }
    expect(await standing('guide', hosted)).toMatchObject({ state: 'behind', reason: 'Rolled back.' })
    const { body } = await fleet.console.api.get(`/fleet/releases/${second.id}`)
    expect(body.rolledBackBy).toEqual([undoing])
    const again = await fleet.console.api.post(`/fleet/releases/${second.id}/rollback`, {})
    expect(again).toMatchObject({ status: 409 })

    await settled(await push('guide'))
    expect(await read(fleet.hosted, 'guide')).toEqual(await read(fleet.console, 'guide'))
    expect(await read(fleet.remote, 'new')).toEqual(await read(fleet.console, 'new'))
    await standsAt('guide', hosted, 'synchronized')
  }, 60_000)

  it('goes back release by release, and names the later one that is in the way', async () => {
    await save(fleet.console, 'steps', 'one')
    const first = await push('steps')
    await settled(first)
    await save(fleet.console, 'steps', 'two')
    const second = await push('steps')
    await settled(second)
    const blocked = await settled(await rollBack(first))
    expect(blocked.get(hosted)).toMatchObject({
      status: 'blocked',
      reason: expect.stringContaining(`Roll back release ${second.number} first`),
    })
    await settled(await rollBack(second))
    expect((await read(fleet.hosted, 'steps'))?.body).toMatchObject({ text: 'one' })
    await settled(await rollBack(first))
    expect(await read(fleet.hosted, 'steps')).toBeNull()
  }, 60_000)

  it('does not lose what a tenant changed since, unless it is told to', async () => {
    await save(fleet.console, 'own', 'one')
    const release = await push('own')
    await settled(release)
    await save(fleet.hosted, 'own', 'changed by the tenant')
    const found = await settled(await rollBack(release))
    expect(found.get(hosted)).toMatchObject({ status: 'blocked', reason: expect.stringContaining('changed at Acme') })
    expect(found.get(remote)).toMatchObject({ status: 'applied' })
    expect((await read(fleet.hosted, 'own'))?.body).toMatchObject({ text: 'changed by the tenant' })
    await settled(await rollBack(release, { tenants: [hosted], policy: 'take-console' }))
    expect(await read(fleet.hosted, 'own')).toBeNull()
  }, 60_000)
})

describe('a release that is stopped (FLT-38)', () => {
  it('does not reach a tenant that was away, and later messages do; Retry sends it after all', async () => {
    await fleet.away.halt()
    await save(fleet.console, 'late', 'one')
    const release = await push('late', { targets: { tenants: [remote] } })
    expect((await fleet.console.api.post(`/fleet/releases/${release.id}/stop`, {})).body).toEqual({ stopped: 1 })
    await save(fleet.console, 'after', 'two')
    const after = await push('after', { targets: { tenants: [remote] } })
    await fleet.away.restart()
    expect((await settled(after)).get(remote)?.status).toBe('applied')
    expect((await settled(release)).get(remote)).toMatchObject({ status: 'stopped' })
    expect(await read(fleet.remote, 'late')).toBeNull()
    expect((await fleet.console.api.post(`/fleet/releases/${release.id}/retry`, {})).body).toEqual({ retried: 1 })
    expect((await settled(release)).get(remote)?.status).toBe('applied')
    expect(await read(fleet.remote, 'late')).not.toBeNull()
  }, 90_000)
})

describe('drift (FLT-41)', () => {
  const drifted = (id: string) => ({ tenant: hosted, item: page(id) })

  it('can be accepted: the tenant keeps its values through later pushes, and the icon is blue', async () => {
    await save(fleet.console, 'tuned', 'one')
    await settled(await push('tuned'))
    await save(fleet.hosted, 'tuned', 'tuned here')
    await standsAt('tuned', hosted, 'drift')
    const { body } = await fleet.console.api.post('/fleet/drift', drifted('tuned'))
    expect(body.diff).toEqual([{ path: '/text', before: 'one', after: 'tuned here' }])
    const accepted = await fleet.console.api.post('/fleet/drift/accept', drifted('tuned'))
    expect(accepted).toMatchObject({ status: 202, body: { paths: ['/text'] } })
    await standsAt('tuned', hosted, 'synchronized')

    await save(fleet.console, 'tuned', 'two', ['guide'])
    expect((await settled(await push('tuned'))).get(hosted)?.status).toBe('applied')
    expect((await read(fleet.hosted, 'tuned'))?.body).toMatchObject({ text: 'tuned here', needs: ['guide'] })
    expect((await read(fleet.remote, 'tuned'))?.body).toMatchObject({ text: 'two' })
    await standsAt('tuned', hosted, 'synchronized')
  }, 90_000)

  it('can be promoted: the version of the tenant becomes the console’s', async () => {
    await save(fleet.console, 'better', 'one')
    await settled(await push('better'))
    await save(fleet.hosted, 'better', 'improved')
    await standsAt('better', hosted, 'drift')
    const promoted = await fleet.console.api.post('/fleet/drift/promote', drifted('better'))
    expect(promoted).toMatchObject({ status: 200, body: { result: 'changed' } })
    expect(await read(fleet.console, 'better')).toEqual(await read(fleet.hosted, 'better'))
    await standsAt('better', hosted, 'synchronized')
    expect((await standing('better', remote)).state).toBe('behind')
  }, 60_000)

  it('is told only of what this console pushed', async () => {
    await save(fleet.hosted, 'private', 'nobody’s business')
    const asked = await fleet.console.api.post('/fleet/drift', drifted('private'))
    expect(asked).toMatchObject({ status: 404, body: { message: expect.stringContaining('never took') } })
  })
})
