import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { describe, expect, it } from 'vitest'
import { compareVersions } from './conflict.ts'
import { fieldGroups } from './field-groups.ts'

const field = (internalName: string, type: FieldDescription['type'] = 'text', custom = false): FieldDescription => ({
  internalName,
  name: internalName,
  type,
  options: [],
  required: false,
  readOnly: internalName === 'closingtime',
  useAsFilter: false,
  defaultValue: null,
  sortable: true,
  help: '',
  custom,
})
const fields = [field('name'), field('restriction', 'list'), field('owner', 'user'), field('closingtime', 'datetime')]
const base = { name: 'Beacon', restriction: 'Low', owner: null, closingtime: null }

describe('two people editing one incident (IDT-11)', () => {
  it('merges what only the other one changed', () => {
    const theirs = { ...base, owner: { id: 'u2', name: 'Tomasz' } }
    const { merged, conflicts } = compareVersions(fields, base, theirs, {
      name: 'Beacon 2',
      restriction: 'Low',
      owner: null,
    })
    expect(merged.map(({ internalName }) => internalName)).toEqual(['owner'])
    expect(conflicts).toEqual([])
  })

  it('shows both where both changed the same field differently', () => {
    const theirs = { ...base, restriction: 'High' }
    const { conflicts } = compareVersions(fields, base, theirs, {
      name: 'Beacon',
      restriction: 'Critical',
      owner: null,
    })
    expect(conflicts).toMatchObject([{ base: 'Low', theirs: 'High', mine: 'Critical' }])
  })

  it('is no conflict when both made the same change, or the product set a field', () => {
    const theirs = { ...base, restriction: 'High', closingtime: '2026-01-01T00:00:00Z' }
    const { merged, conflicts } = compareVersions(fields, base, theirs, {
      name: 'Beacon',
      restriction: 'High',
      owner: null,
    })
    expect([merged, conflicts]).toEqual([[], []])
  })
})

describe('the overview', () => {
  it('groups every field once and leaves no heading empty (IDT-06)', () => {
    const all = [...fields, field('is_deleted', 'checkbox'), field('opt_1', 'text', true), field('learned_later')]
    const groups = fieldGroups(all)
    expect(groups.map(({ group }) => group)).toEqual(['groupIdentity', 'groupClassification', 'groupTimes', 'groupOwn'])
    expect(groups.at(-1)?.fields.map(({ internalName }) => internalName)).toEqual(['opt_1', 'learned_later'])
  })
})
