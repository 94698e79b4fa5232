import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { describe, expect, it } from 'vitest'
import { draftDefaults, fillableFields, writtenDefaults } from './written-defaults.ts'

const field = (internalName: string, type: FieldDescription['type'], readOnly = false) =>
  ({ internalName, type, readOnly }) as FieldDescription
const fields = [
  field('incidentid', 'text'),
  field('restriction', 'list'),
  field('tags', 'tags'),
  field('opt_1', 'checkbox'),
  field('closingtime', 'datetime', true),
]

describe('defaults of a template (TPL-02)', () => {
  it('can be given to every field but those the product or the label fills', () => {
    expect(fillableFields(fields).map(({ internalName }) => internalName)).toEqual(['restriction', 'tags', 'opt_1'])
  })

  it('come as inputs take them and go without empty rows, keeping a box that is not ticked', () => {
    const draft = draftDefaults(fields, { restriction: 'High', gone: 1 })
    expect(draft).toEqual({ restriction: 'High' })
    expect(writtenDefaults(fields, { ...draft, tags: [], opt_1: false })).toEqual({ restriction: 'High', opt_1: false })
  })
})
