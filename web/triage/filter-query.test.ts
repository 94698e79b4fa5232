import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { parseQuery } from '@tocsin/contracts/query/index.ts'
import { describe, expect, it } from 'vitest'
import { filterQuery } from './filter-query.ts'

const field = (internalName: string, type: FieldDescription['type']) => ({ internalName, type }) as FieldDescription
const fields = [
  field('status', 'list'),
  field('opt_1', 'text'),
  field('opt_2', 'checkbox'),
  field('opt_3', 'datetime'),
  field('opt_4', 'numeric'),
]

describe('the filter bar of triage (TRI-08)', () => {
  it('adds a condition for each filter that is set, whatever characters it holds', () => {
    const query = filterQuery('beacon OR scan', fields, { status: 'In progress', opt_1: 'a "b" \\', opt_4: '4' })
    expect(query).toBe('(beacon OR scan) AND status = "In progress" AND opt_1 ~ "a \\"b\\" \\\\" AND opt_4 = "4"')
    expect(parseQuery(query, () => true)).toMatchObject({ kind: 'and' })
  })

  it('leaves the query alone without filters', () => {
    expect(filterQuery('beacon', fields, { status: '', opt_1: undefined })).toBe('beacon')
    expect(filterQuery('', fields, { opt_3: '2026-01-01' })).toBe('opt_3 >= "2026-01-01"')
  })
})
