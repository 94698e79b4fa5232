import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('automation rules', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
    await started.api.post('/alert-sources', { name: 'edr', keyPaths: ['id'], titlePath: 'title' })
  })
  afterAll(() => started.stop())

  const base = { source: 'edr', action: { kind: 'create-incident', templateId: null } }
  const names = async () =>
    (await started.api.get('/automation-rules?source=edr')).body.items.map((rule: { name: string }) => rule.name)

  it('come with the product for Suricata and detections, and stay away once removed', async () => {
    const { body } = await started.api.get('/automation-rules')
    const shipped = body.items.filter((rule: { shipped: boolean }) => rule.shipped)
    expect(shipped.map((rule: { source: string }) => rule.source)).toEqual([
      'panther',
      'panther',
      'suricata',
      'suricata',
      'suricata',
    ])
    await started.api.delete(`/automation-rules/${shipped[4].id}`)
    await started.api.patch(`/automation-rules/${shipped[3].id}`, { enabled: false, name: 'Renamed' })
    const { provisionRules } = await import('./provision-rules.ts')
    await started.instance.database.write((tx) => provisionRules(tx))
    const again = await started.api.get('/automation-rules?source=suricata')
    expect(again.body.items.map((rule: { name: string; enabled: boolean }) => [rule.name, rule.enabled])).toEqual([
      ['Suricata: high severity to incident', true],
      ['Renamed', false],
    ])
  })

  it('follow a custom field that a push gave another id (MSSP-44)', async () => {
    const { body: field } = await started.api.post('/custom-fields', {
      section: 'incidents',
      name: 'Site',
      type: 'text',
    })
    const rows = [
      { from: { path: 'title' }, to: { kind: 'field', name: 'name' } },
      { from: { path: 'site' }, to: { kind: 'custom-field', id: field.id } },
    ]
    const { body: rule } = await started.api.post('/automation-rules', { ...base, name: 'Sites', mappings: rows })
    const content = started.instance.content.find('custom-field')
    const pushed = '00000000-0000-4000-8000-00000000f001'
    await started.instance.database.write(async (tx) => {
      const item = await content?.export(tx, field.id)
      if (item) await content?.apply(tx, started.actor, { ...item, id: pushed }, { policy: 'stop' })
    })
    const { body: after } = await started.api.get(`/automation-rules/${rule.id}`)
    expect(after.mappings.map((mapping: { to: unknown }) => mapping.to)).toEqual([
      rows[0]?.to,
      { kind: 'custom-field', id: pushed },
    ])
    await started.api.delete(`/automation-rules/${rule.id}`)
  })

  it('are added at the end, ordered, changed and removed, each audited (RUL-01, RUL-15)', async () => {
    const ids: string[] = []
    for (const name of ['One', 'Two', 'Three']) {
      const { status, body } = await started.api.post('/automation-rules', { ...base, name })
      expect(status).toBe(201)
      ids.push(body.id)
    }
    expect(await names()).toEqual(['One', 'Two', 'Three'])
    expect((await started.api.post('/automation-rules', { ...base, name: 'one' })).body.code).toBe('name_taken')
    const ordered = await started.api.put('/automation-rules/order', { source: 'edr', ids: [ids[2], ids[0], ids[1]] })
    expect(ordered.status).toBe(200)
    expect(await names()).toEqual(['Three', 'One', 'Two'])
    expect((await started.api.put('/automation-rules/order', { source: 'edr', ids: ids.slice(1) })).body.code).toBe(
      'wrong_state',
    )
    const changed = await started.api.patch(`/automation-rules/${ids[0]}`, { enabled: false, version: 2 })
    expect(changed.body).toMatchObject({ enabled: false, version: 3 })
    expect((await started.api.patch(`/automation-rules/${ids[0]}`, { enabled: true, version: 2 })).body.code).toBe(
      'stale_version',
    )
    expect((await started.api.delete(`/automation-rules/${ids[1]}`)).status).toBe(204)
    expect(await names()).toEqual(['Three', 'One'])
    const { body } = await started.api.get('/audit-events?subjectKind=automation-rules&limit=3')
    expect(body.items.map((event: { type: string }) => event.type)).toEqual([
      'AutomationRuleRemoved',
      'AutomationRuleUpdated',
      'AutomationRulesOrdered',
    ])
    for (const id of [ids[0], ids[2]]) await started.api.delete(`/automation-rules/${id}`)
  })

  it('refuse a path that cannot be read, saying where', async () => {
    const filters = [
      { field: 'a.b', operator: 'is', value: '1' },
      { field: 'a..b', operator: 'is', value: '1' },
    ]
    const { status, body } = await started.api.post('/automation-rules', { ...base, name: 'Broken', filters })
    expect(status).toBe(400)
    expect(body.details[0]).toMatchObject({ path: 'filters.1.field', message: expect.stringMatching(/character 3/) })
  })

  it('show in a dry run what they would do, and do nothing (RUL-13)', async () => {
    const { body: first } = await started.api.post('/automation-rules', {
      ...base,
      name: 'First',
      filters: [{ field: 'severity', operator: 'is', value: 'High' }],
    })
    const { body: rule } = await started.api.post('/automation-rules', {
      ...base,
      name: 'Tried',
      filters: [{ field: 'severity', operator: 'isnot', value: 'Low' }],
      mappings: [
        { from: { path: 'severity' }, to: { kind: 'field', name: 'restriction' } },
        { from: { path: 'host' }, to: { kind: 'artifact', name: 'Host' } },
      ],
      harvest: { path: null },
    })
    const alerts = [
      { title: 'a', severity: 'Medium', host: 'pc.example.org' },
      { title: 'b', severity: 'Low' },
      { title: 'c', severity: 'Purple' },
      { title: 'd', severity: 'High' },
    ]
    const { body } = await started.api.post(`/automation-rules/${rule.id}/dry-run`, { alerts })
    expect(body).toMatchObject({ examined: 4, matched: 3 })
    expect(body.results[0]).toMatchObject({
      title: 'a',
      takenBy: null,
      would: {
        action: 'create-incident',
        fields: { name: 'a', restriction: 'Medium' },
        artifacts: [{ name: 'Host', value: 'pc.example.org' }],
        entities: [{ type: 'domain', value: 'pc.example.org' }],
        error: null,
      },
    })
    expect(body.results[1]).toMatchObject({
      matches: false,
      would: null,
      failedFilters: ['severity is not Low (found low)'],
    })
    expect(body.results[2].would.error).toContain('Purple')
    expect(body.results[3].takenBy).toBe('First')
    expect((await started.api.get('/incidents')).body.total).toBe(0)
    await started.api.post('/alerts?source=edr', { id: 1, title: 'kept', severity: 'High' })
    const last = await started.api.post(`/automation-rules/${first.id}/dry-run`, {})
    expect(last.body).toMatchObject({
      examined: 1,
      matched: 1,
      results: [{ alertId: expect.any(Number), title: 'kept' }],
    })
  })

  it('keep their source from being removed', async () => {
    const { body } = await started.api.get('/alert-sources')
    const edr = body.items.find((source: { name: string }) => source.name === 'edr')
    expect((await started.api.delete(`/alert-sources/${edr.id}`)).body.code).toBe('in_use')
    const spare = await started.api.post('/alert-sources', { name: 'spare' })
    expect((await started.api.patch(`/alert-sources/${spare.body.id}`, { keyPaths: ['a..b'] })).status).toBe(400)
    expect((await started.api.post('/alert-sources', { name: 'Spare' })).body.code).toBe('name_taken')
    expect((await started.api.delete(`/alert-sources/${spare.body.id}`)).status).toBe(204)
  })
})
