import { describe, expect, it } from 'vitest'
import { readMoment } from './alert-value.ts'
import { mapAlert } from './map-alert.ts'
import { failedFilters, matches } from './match-rule.ts'

const alert = {
  src_ip: '203.0.113.9',
  alert: { severity: 1, signature: 'ET SCAN x', tags: ['a', 'B'] },
  resources: [{ arn: 'one' }, { arn: 'two' }],
  nothing: null,
}

describe('filters (RUL-03, RUL-04)', () => {
  it.each([
    ['alert.severity', 'is', '1', true],
    ['alert.severity', 'isnot', '1', false],
    ['alert.signature', 'contains', 'scan', true],
    ['alert.signature', 'notcontains', 'scan', false],
    ['alert.tags.[]', 'is', 'b', true],
    ['alert.tags.[]', 'isnot', 'b', false],
    ['resources.[].arn', 'contains', 'tw', true],
    ['missing.path', 'is', 'x', false],
    ['missing.path', 'isnot', 'x', true],
    ['nothing', 'is', '', true],
    ['', 'is', 'whatever', true],
  ] as const)('%s %s %s is %s', (field, operator, value, expected) => {
    expect(matches([{ field, operator, value }], alert)).toBe(expected)
  })

  it('says which filter failed and what was found', () => {
    const filters = [
      { field: 'alert.severity', operator: 'is', value: '3' },
      { field: 'src_ip', operator: 'contains', value: '203.' },
    ] as const
    expect(failedFilters(filters, alert)).toEqual(['alert.severity is 3 (found 1)'])
  })
})

describe('mapping rows (RUL-08)', () => {
  const map = (mappings: Parameters<typeof mapAlert>[0]['mappings']) =>
    mapAlert({ mappings, harvest: null }, alert, (id) => (id === 'field-1' ? 'opt_4' : undefined))

  it('takes paths, constants and templates into fields, custom fields, artifacts and entities', () => {
    const mapped = map([
      { from: { path: 'alert.signature' }, to: { kind: 'field', name: 'name' } },
      { from: { constant: 'Network' }, to: { kind: 'field', name: 'type' } },
      { from: { path: 'alert.tags' }, to: { kind: 'field', name: 'tags' } },
      { from: { template: 'From {{input.src_ip}} & on' }, to: { kind: 'field', name: 'description' } },
      { from: { path: 'src_ip' }, to: { kind: 'custom-field', id: 'field-1' } },
      { from: { path: 'resources.[].arn' }, to: { kind: 'artifact', name: 'ARN' } },
      { from: { path: 'src_ip' }, to: { kind: 'entity', type: null } },
      { from: { path: 'alert.signature' }, to: { kind: 'entity', type: 'ip' } },
    ])
    expect(mapped).toEqual({
      fields: {
        name: 'ET SCAN x',
        type: ['Network'],
        tags: ['a', 'B'],
        description: 'From 203.0.113.9 & on',
        opt_4: '203.0.113.9',
      },
      artifacts: [
        { name: 'ARN', value: 'one' },
        { name: 'ARN', value: 'two' },
      ],
      entities: [{ type: 'ip', value: '203.0.113.9' }],
    })
  })

  it('translates values, and falls back where the value is missing or unknown', () => {
    const values = { 1: 'High', 2: 'Medium' }
    const to = { kind: 'field', name: 'restriction' } as const
    expect(map([{ from: { path: 'alert.severity' }, to, values }]).fields).toEqual({ restriction: 'High' })
    expect(map([{ from: { constant: 9 }, to, values, otherwise: 'Low' }]).fields).toEqual({ restriction: 'Low' })
    expect(map([{ from: { path: 'missing' }, to, values, otherwise: 'Low' }]).fields).toEqual({ restriction: 'Low' })
    expect(map([{ from: { path: 'missing' }, to }]).fields).toEqual({})
  })

  it('keeps values that a database cannot store from failing the alert', () => {
    const odd = mapAlert(
      { mappings: [{ from: { path: 'a' }, to: { kind: 'field', name: 'description' } }], harvest: null },
      { a: 'x\u0000y\ud800' },
      () => undefined,
    )
    expect(odd.fields).toEqual({ description: 'x\ufffdy\ufffd' })
  })

  it.each([
    ['2015-03-29T11:01:38.221126-0600', '2015-03-29T17:01:38.221Z'],
    ['2019-01-02T03:50:11.315110', '2019-01-02T03:50:11.315Z'],
    ['2024-01-15 10:30:00', '2024-01-15T10:30:00.000Z'],
    [1700000000, '2023-11-14T22:13:20.000Z'],
    ['1700000000123', '2023-11-14T22:13:20.123Z'],
    ['yesterday', null],
    [7, null],
  ])('reads the time %j', (value, expected) => {
    expect(readMoment(value)?.toISOString() ?? null).toBe(expected)
  })
})
