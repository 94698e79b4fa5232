import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateFieldValues } from './index.ts'

describe('custom fields', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const create = (body: unknown, section = 'incidents') => started.api.post(`/custom-fields?section=${section}`, body)
  const list = async (section = 'incidents') => (await started.api.get(`/custom-fields?section=${section}`)).body

  it('numbers fields by creation in their section, without gaps or doubles, also in parallel (CF-07)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => create({ name: `Parallel ${index}`, type: 'text' }, 'triage')),
    )
    const numbers = answers.map(({ body }) => Number(body.internalName.replace('opt_', ''))).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect((await create({ name: 'First of incidents', type: 'text' })).body.internalName).toBe('opt_1')
  })

  it('never gives the slot of a deleted field again and counts it (CF-05, CF-06)', async () => {
    const { body: gone } = await create({ name: 'Gone', type: 'numeric' })
    expect((await started.api.delete(`/custom-fields/${gone.id}`)).status).toBe(204)
    const { body: next } = await create({ name: 'Gone', type: 'numeric' })
    expect(next.internalName).toBe('opt_3')
    const { free, limit, items } = await list()
    expect({ free, limit }).toEqual({ free: 97, limit: 100 })
    expect(items.map((field: { name: string }) => field.name)).toEqual(['First of incidents', 'Gone'])
  })

  it('refuses the 101st field of a section (CF-05)', async () => {
    await Promise.all(
      Array.from({ length: 80 }, (_, index) => create({ name: `More ${index}`, type: 'text' }, 'triage')),
    )
    const refused = await create({ name: 'One too many', type: 'text' }, 'triage')
    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe('limit_reached')
    expect((await list('triage')).free).toBe(0)
  })

  it('refuses a name that is there, whatever its letter case, and does not use up a slot', async () => {
    const { free } = await list()
    expect((await create({ name: 'GONE', type: 'text' })).body.code).toBe('name_taken')
    expect((await create({ name: 'severity', type: 'text' })).body.code).toBe('name_taken')
    expect((await list()).free).toBe(free)
  })

  it('adds, renames and retires values of a list and keeps their ids (CF-03, CF-20)', async () => {
    const { body: field } = await create({ name: 'Region', type: 'list', options: ['North', 'South'] })
    const [north, south] = field.options
    const changed = await started.api.patch(`/custom-fields/${field.id}`, {
      version: field.version,
      options: [{ id: south.id, label: 'Far south' }, { label: 'East' }],
    })
    expect(changed.body.options).toMatchObject([
      { id: south.id, label: 'Far south', retired: false },
      { label: 'East', retired: false },
      { id: north.id, label: 'North', retired: true },
    ])
    const stale = await started.api.patch(`/custom-fields/${field.id}`, { version: field.version, name: 'Zone' })
    expect(stale.body.code).toBe('stale_version')
    const again = await started.api.patch(`/custom-fields/${field.id}`, {
      options: [{ id: south.id, label: 'Far south' }, { label: 'north' }],
    })
    expect(again.body.options[1]).toMatchObject({ id: north.id, label: 'north', retired: false })
  })

  it('lets default fields be renamed and get values, but neither lose shipped values nor be deleted (CF-02, CF-03)', async () => {
    const severity = (await list()).defaults.find(
      (field: { internalName: string }) => field.internalName === 'restriction',
    )
    const options = [...severity.options, { label: 'Emergency' }]
    const changed = await started.api.patch(`/custom-fields/${severity.id}`, { name: 'Urgency', options })
    expect(changed.body).toMatchObject({ name: 'Urgency', internalName: 'restriction' })
    expect(changed.body.options.at(-1)).toMatchObject({ label: 'Emergency', shipped: false })
    const refused = await started.api.patch(`/custom-fields/${severity.id}`, { options: [{ label: 'Only' }] })
    expect(refused.body).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('"Low"') })
    expect((await started.api.delete(`/custom-fields/${severity.id}`)).body.code).toBe('wrong_state')
  })

  it('orders own fields on all forms (CF-16)', async () => {
    const ids = (await list()).items.map((field: { id: string }) => field.id).reverse()
    await started.api.put('/custom-fields/order', { section: 'incidents', ids })
    const { body } = await started.api.get('/fields')
    const custom = body.items.filter((field: { custom: boolean }) => field.custom)
    expect(custom.map((field: { name: string }) => field.name)).toEqual(['Region', 'Gone', 'First of incidents'])
    expect((await started.api.put('/custom-fields/order', { section: 'incidents', ids: ids.slice(1) })).status).toBe(
      409,
    )
  })

  it('offers triage events the types of incidents (TRI-04, CF-17)', async () => {
    const { body } = await started.api.get('/fields?section=triage')
    const [status, type] = body.items
    expect(status).toMatchObject({ internalName: 'status', defaultValue: 'New' })
    expect(type.options.map((option: { label: string }) => option.label)).toContain('Phishing')
  })

  it('refuses a default that is none of the values (CF-12)', async () => {
    const refused = await create({ name: 'Shift', type: 'list', options: ['Day', 'Night'], defaultValue: 'Dusk' })
    expect(refused.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'defaultValue' }] })
  })

  it('keeps values as their type wants them and says what does not fit, field by field', async () => {
    const { body: when } = await create({ name: 'Seen', type: 'datetime' })
    const { body: host } = await create({ name: 'Host', type: 'ip' })
    const { body: sure } = await create({ name: 'Sure', type: 'checkbox', defaultValue: true })
    const { body: zone } = await create({ name: 'Zone', type: 'list', options: ['Inner', 'Outer'] })
    const validate = (values: Record<string, string | number>, partial = false) =>
      started.instance.database.read((tx) => validateFieldValues(tx, 'incidents', values, { partial }))
    const values = {
      [when.internalName]: '2026-01-05T10:00:00+0100',
      [host.internalName]: '2001:DB8::1',
      [zone.internalName]: 'inner',
    }
    expect(await validate(values)).toMatchObject({
      [when.internalName]: '2026-01-05T09:00:00.000Z',
      [host.internalName]: '2001:db8::1',
      [zone.internalName]: 'Inner',
      [sure.internalName]: true,
      opt_1: null,
    })
    expect(await validate({ opt_1: 5 }, true)).toEqual({ opt_1: '5' })
    const wrong = { [when.internalName]: 'soon', [host.internalName]: '300.1.1.1', opt_99: 'x' }
    await expect(validate(wrong)).rejects.toMatchObject({
      code: 'invalid_input',
      details: [
        { path: `fields.${when.internalName}`, message: 'Seen: "soon" is no time' },
        { path: `fields.${host.internalName}`, message: 'Host: "300.1.1.1" is not an IP address' },
        { path: 'fields.opt_99', message: 'is not a field' },
      ],
    })
  })

  it('writes each change into the audit trail with before and after (CF-04)', async () => {
    const { body } = await started.api.get('/audit-events?type=CustomFieldUpdated')
    const renamed = body.items.find((event: { after: { name: string } }) => event.after.name === 'Urgency')
    expect(renamed.before.name).toBe('Severity')
  })

  it('is changed only by whoever may configure fields (CF-18)', async () => {
    const { body } = await started.api.post('/api-keys', { name: 'reader', profile: 'Read only' })
    const reader = started.api.as({ key: body.key })
    expect((await reader.get('/custom-fields?section=incidents')).status).toBe(200)
    expect((await reader.post('/custom-fields', { section: 'incidents', name: 'X', type: 'text' })).status).toBe(403)
  })
})
