import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { describe, expect, it } from 'vitest'
import { changedValues, givenValues, inputValues, missingFields } from './field-values.ts'

const field = (internalName: string, type: FieldDescription['type'], more: Partial<FieldDescription> = {}) => ({
  internalName,
  name: internalName,
  type,
  options: [],
  required: false,
  readOnly: false,
  useAsFilter: false,
  defaultValue: null,
  sortable: true,
  help: '',
  custom: false,
  ...more,
})

const fields: FieldDescription[] = [
  field('name', 'text', { required: true }),
  field('owner', 'user'),
  field('tags', 'tags'),
  field('opt_1', 'numeric', { required: true, custom: true }),
  field('opt_2', 'checkbox', { custom: true }),
  field('closingtime', 'datetime', { readOnly: true, required: true }),
]
const stored = {
  name: 'Beacon',
  owner: { id: 'u1', name: 'Ines' },
  tags: ['c2'],
  opt_1: 4,
  opt_2: false,
  closingtime: '2026-01-01T00:00:00Z',
}

describe('values of fields in a form', () => {
  it('come as inputs take them', () => {
    expect(inputValues(fields, stored)).toMatchObject({ owner: 'u1', tags: ['c2'], opt_1: 4, opt_2: false })
    expect(inputValues(fields, {})).toEqual({
      name: '',
      owner: null,
      tags: [],
      opt_1: '',
      opt_2: false,
      closingtime: null,
    })
  })

  it('are sent only where they changed, and cleared with null (IDT-10)', () => {
    const before = inputValues(fields, stored)
    expect(changedValues(fields, before, before)).toEqual({})
    expect(changedValues(fields, before, { ...before, name: 'Beacon 2', tags: [], opt_1: '' })).toEqual({
      name: 'Beacon 2',
      tags: null,
      opt_1: null,
    })
    expect(changedValues(fields, before, { ...before, closingtime: null })).toEqual({})
  })

  it('are left out of a new record where nothing was given (TPL-07)', () => {
    expect(givenValues(fields, { ...inputValues(fields, {}), name: 'Beacon' })).toEqual({ name: 'Beacon' })
    expect(givenValues(fields, { ...inputValues(fields, {}), opt_2: true })).toEqual({ opt_2: true })
  })

  it('tell what is required and empty, but never what only the product sets (NEW-02)', () => {
    expect(missingFields(fields, inputValues(fields, {})).map((one) => one.internalName)).toEqual(['name', 'opt_1'])
    expect(missingFields(fields, { name: '  ', opt_1: 0 }).map((one) => one.internalName)).toEqual(['name'])
  })
})
