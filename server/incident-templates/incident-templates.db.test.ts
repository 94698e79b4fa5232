import { ADMIN_EMAIL, ADMIN_PASSWORD, createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('incident templates', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const names = async () =>
    (await started.api.get('/incident-templates')).body.items.map((template: { name: string }) => template.name)

  it('ships templates that can be changed and deleted and do not come back at the next start (TPL-08)', async () => {
    expect(await names()).toEqual(['Cloud detection', 'General incident', 'Network alert'])
    const { body } = await started.api.get('/incident-templates')
    const [cloud, general] = body.items
    await started.api.patch(`/incident-templates/${general.id}`, { name: 'By hand', defaults: { restriction: 'low' } })
    expect((await started.api.delete(`/incident-templates/${cloud.id}`)).status).toBe(204)
    await started.test.restart()
    started.api = await createApiClient(started.test.address, 'acme', { email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
    expect(await names()).toEqual(['By hand', 'Network alert'])
    const { body: after } = await started.api.get('/incident-templates')
    expect(after.items[0].defaults).toEqual({ restriction: 'Low' })
  })

  it('takes defaults for any field, own fields included, and refuses what does not fit (TPL-02)', async () => {
    const { body: field } = await started.api.post('/custom-fields', {
      section: 'incidents',
      name: 'Zone',
      type: 'list',
      options: ['Inner', 'Outer'],
    })
    const created = await started.api.post('/incident-templates', {
      name: 'Zones',
      defaults: { [field.internalName]: 'outer', type: 'malware', tags: 'a, b' },
      playbooks: [{ playbookId: 'p1', autorun: true }],
    })
    expect(created.status).toBe(201)
    expect(created.body.defaults).toEqual({ [field.internalName]: 'Outer', type: ['Malware'], tags: ['a', 'b'] })
    const refused = await started.api.post('/incident-templates', {
      name: 'Wrong',
      defaults: { [field.internalName]: 'Nowhere', nonsense: 1, openingtime: 'now', owner: 'nobody' },
    })
    expect(refused.body.details.map((detail: { path: string }) => detail.path)).toEqual([
      `fields.${field.internalName}`,
      'fields.nonsense',
      'fields.openingtime',
    ])
    const [inner, outer] = field.options
    await started.api.patch(`/custom-fields/${field.id}`, {
      options: [
        { id: inner.id, label: 'Inside' },
        { id: outer.id, label: 'Outside' },
      ],
    })
    const { body: after } = await started.api.get(`/incident-templates/${created.body.id}`)
    expect(after.defaults[field.internalName]).toBe('Outside')
  })

  it('refuses a name that is taken and a stale version', async () => {
    expect((await started.api.post('/incident-templates', { name: 'zones' })).body.code).toBe('name_taken')
    const { body } = await started.api.get('/incident-templates')
    const template = body.items[0]
    const stale = await started.api.patch(`/incident-templates/${template.id}`, { version: 99, enabled: false })
    expect(stale.body.code).toBe('stale_version')
  })
})
