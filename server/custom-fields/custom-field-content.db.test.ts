import type { ContentItem } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { createTestDeployment, type TestDeployment, type TestInstance, testActor } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customFieldContent } from './index.ts'

describe('custom fields as content', () => {
  let test: TestDeployment
  let mssp: TestInstance
  let acme: TestInstance

  beforeAll(async () => {
    test = await createTestDeployment({ roles: ['web'] })
    mssp = await test.addInstance('mssp')
    acme = await test.addInstance('acme')
  })
  afterAll(() => test.stop())

  const create = async (at: TestInstance, body: Record<string, unknown>) =>
    (await at.api.post('/custom-fields', { section: 'incidents', ...body })).body
  const listAt = async (at: TestInstance) => (await at.api.get('/custom-fields?section=incidents')).body.items
  const exported = async (id: string): Promise<ContentItem> => {
    const item = await mssp.instance.database.read((tx) => customFieldContent.export(tx, id))
    if (!item) throw new Error(`${id} is not exported`)
    return item
  }
  const plan = (item: ContentItem, base?: Json) =>
    acme.instance.database.read((tx) =>
      customFieldContent.plan(tx, item, { policy: 'keep-tenant', ...(base === undefined ? {} : { base }) }),
    )
  const push = (item: ContentItem, base?: Json) =>
    acme.instance.database.write((tx) =>
      customFieldContent.apply(tx, testActor, item, { policy: 'keep-tenant', ...(base === undefined ? {} : { base }) }),
    )

  it('arrives under the same id and another number, and has the same revision there (MSSP-42, MSSP-44)', async () => {
    await create(acme, { name: 'Of the tenant', type: 'text' })
    const { id, internalName } = await create(mssp, {
      name: 'Region',
      type: 'list',
      options: ['North', 'South'],
      help: 'Where',
    })
    const item = await exported(id)
    expect(JSON.stringify(item.body)).not.toContain('opt_')
    expect(await plan(item)).toMatchObject({ verdict: 'add', reasons: [] })
    expect(await push(item)).toMatchObject({ result: 'added', hash: item.hash })
    const arrived = (await listAt(acme)).find((field: { id: string }) => field.id === id)
    expect(internalName).toBe('opt_1')
    expect(arrived).toMatchObject({ name: 'Region', internalName: 'opt_2', help: 'Where' })
    expect(await push(item, item.body)).toMatchObject({ result: 'same' })
  })

  it('merges values by id: new ones come, renamed ones follow into incidents, personal ones stay (MSSP-46)', async () => {
    const [local] = (await listAt(acme)).filter((field: { name: string }) => field.name === 'Region')
    await acme.api.patch(`/custom-fields/${local.id}`, { options: [...local.options, { label: 'Our own' }] })
    const { body: incident } = await acme.api.post('/incidents', { fields: { [local.internalName]: 'North' } })
    const base = await exported(local.id)
    const [north, south] = (await listAt(mssp))[0].options
    await mssp.api.patch(`/custom-fields/${local.id}`, {
      options: [{ id: north.id, label: 'Far north' }, { id: south.id, label: 'South' }, { label: 'East' }],
    })
    const item = await exported(local.id)
    expect(await plan(item, base.body)).toMatchObject({ verdict: 'change', conflicts: [] })
    expect(await push(item, base.body)).toMatchObject({ result: 'changed' })
    const [after] = (await listAt(acme)).filter((field: { name: string }) => field.name === 'Region')
    const labels = after.options.map((option: { label: string }) => option.label)
    expect([...labels].sort()).toEqual(['East', 'Far north', 'Our own', 'South'])
    const { body: same } = await acme.api.get(`/incidents/${incident.id}`)
    expect(same.fields[local.internalName]).toBe('Far north')
  })

  it('adopts a field of the same name and type with its data, and takes values of one name as one (MSSP-45)', async () => {
    const local = await create(acme, { name: 'Stage', type: 'list', options: ['one', 'Two', 'Personal'] })
    const { body: incident } = await acme.api.post('/incidents', { fields: { [local.internalName]: 'Two' } })
    const { id } = await create(mssp, { name: 'stage', type: 'list', options: ['One', 'Two', 'Three'] })
    const item = await exported(id)
    const applied = await acme.instance.database.write((tx) =>
      customFieldContent.apply(tx, testActor, item, { policy: 'take-console' }),
    )
    expect(applied.result).toBe('changed')
    const adopted = (await listAt(acme)).find((field: { id: string }) => field.id === id)
    expect(adopted).toMatchObject({ name: 'stage', internalName: local.internalName })
    const labels = adopted.options.map((option: { label: string }) => option.label).sort()
    expect(labels).toEqual(['One', 'Personal', 'Three', 'Two'])
    expect((await acme.api.get(`/incidents/${incident.id}`)).body.fields[local.internalName]).toBe('Two')
    expect((await listAt(acme)).some((field: { id: string }) => field.id === local.id)).toBe(false)
  })

  it('is blocked by a field of the same name and another type, and changes nothing (MSSP-45)', async () => {
    await create(acme, { name: 'Score', type: 'text' })
    const { id } = await create(mssp, { name: 'score', type: 'numeric' })
    const item = await exported(id)
    const blocked = await plan(item)
    expect(blocked.verdict).toBe('blocked')
    expect(blocked.reasons[0]).toMatch(/"score" of the type text is here already/)
    await expect(push(item)).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await listAt(acme)).some((field: { id: string }) => field.id === id)).toBe(false)
  })

  it('takes back a field that was deleted there, with its number (CF-06)', async () => {
    const { id } = await create(mssp, { name: 'Comes back', type: 'text' })
    const item = await exported(id)
    await push(item)
    const { internalName } = (await listAt(acme)).find((field: { id: string }) => field.id === id)
    await acme.instance.database.write((tx) => customFieldContent.remove(tx, testActor, id))
    expect((await listAt(acme)).some((field: { id: string }) => field.id === id)).toBe(false)
    await push(item)
    expect((await listAt(acme)).find((field: { id: string }) => field.id === id).internalName).toBe(internalName)
  })

  it('is blocked where all numbers are used (MSSP-45, CF-05)', async () => {
    await acme.instance.database.write((tx) =>
      tx.sql.updateTable('field_sections').set({ slots_used: 100 }).where('section', '=', 'incidents').execute(),
    )
    const { id } = await create(mssp, { name: 'One more', type: 'text' })
    expect(await plan(await exported(id))).toMatchObject({
      verdict: 'blocked',
      reasons: [expect.stringMatching(/All 100/)],
    })
  })
})
