import { type AutomationRule, createAutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { describe, expect, it } from 'vitest'
import { bodyOf, draftOf, newFilter, newMapping } from './rule-draft.ts'

const rule: AutomationRule = {
  id: 'r1',
  name: 'High to incident',
  description: '',
  source: 'suricata',
  enabled: true,
  position: 1,
  filters: [{ field: 'alert.severity', operator: 'is', value: '1' }],
  mappings: [
    { from: { path: 'alert.signature' }, to: { kind: 'field', name: 'name' } },
    {
      from: { path: 'alert.severity' },
      to: { kind: 'field', name: 'restriction' },
      values: { 1: 'High', 2: 7 },
      otherwise: 'Low',
    },
    { from: { constant: ['suricata'] }, to: { kind: 'custom-field', id: 'f1' } },
    { from: { template: '{{input.src_ip}}' }, to: { kind: 'entity', type: null } },
  ],
  harvest: { path: 'event' },
  action: { kind: 'create-incident', templateId: 't1', labelId: null, ownerId: null },
  grouping: { paths: ['src_ip', 'alert.signature_id'], windowMinutes: 30 },
  shipped: false,
  matchedCount: 0,
  lastMatchedAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  version: 1,
}

describe('the form of a rule', () => {
  it('gives back exactly what it was opened with', () => {
    const { filters, mappings, harvest, action, grouping } = rule
    expect(bodyOf(draftOf(rule))).toEqual({
      name: rule.name,
      description: '',
      source: 'suricata',
      enabled: true,
      filters,
      mappings,
      harvest,
      action,
      grouping,
    })
  })

  it('leaves out rows in which nothing was written (RUL-03)', () => {
    const draft = draftOf(rule)
    draft.filters.push(newFilter())
    draft.mappings.push(newMapping())
    expect(bodyOf(draft).filters).toHaveLength(1)
    expect(bodyOf(draft).mappings).toHaveLength(4)
  })

  it('sends a changed value as the text it was typed', () => {
    const draft = draftOf(rule)
    draft.mappings[1]!.values[1]!.becomes = '8'
    expect(bodyOf(draft).mappings?.[1]?.values).toEqual({ 1: 'High', 2: '8' })
  })

  it('is refused by the contract when a mapping has no target', () => {
    const draft = { ...draftOf(null, 'suricata'), name: 'x', mappings: [{ ...newMapping(), from: 'src_ip' }] }
    expect(createAutomationRule.body?.safeParse(bodyOf(draft)).success).toBe(false)
  })
})
