import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { describe, expect, it } from 'vitest'
import { bulkFields, bulkOperationOf, nothingChosen } from './bulk-operation.ts'

const field = (internalName: string, type: FieldDescription['type'], more: Partial<FieldDescription> = {}) =>
  ({ internalName, name: internalName, type, readOnly: false, ...more }) as FieldDescription

const fields = [
  field('restriction', 'list'),
  field('tags', 'tags'),
  field('name', 'text'),
  field('owner', 'user'),
  field('status', 'list'),
  field('openingtime', 'datetime', { readOnly: true }),
  field('opt_1', 'text'),
]

describe('a bulk operation', () => {
  it('changes fields where one value makes sense for many (INC-32)', () => {
    expect(bulkFields(fields).map(({ internalName }) => internalName)).toEqual(['restriction', 'tags', 'opt_1'])
  })

  it('sends the chosen fields alone, an empty one cleared', () => {
    const choice = { ...nothingChosen, fields: { opt_1: ' ', tags: ['wave'] } }
    expect(bulkOperationOf('change', choice, bulkFields(fields))).toEqual({
      kind: 'change',
      fields: { tags: ['wave'], opt_1: null },
    })
  })

  it('waits for what it needs', () => {
    expect(bulkOperationOf('change', nothingChosen, fields)).toBeNull()
    expect(bulkOperationOf('investigator', nothingChosen, fields)).toBeNull()
    expect(bulkOperationOf('owner', nothingChosen, fields)).toEqual({ kind: 'change', fields: { owner: null } })
    expect(bulkOperationOf('close', { ...nothingChosen, note: ' ' }, fields)).toEqual({ kind: 'close' })
    expect(bulkOperationOf('close', { ...nothingChosen, note: 'Benign' }, fields)).toEqual({
      kind: 'close',
      note: 'Benign',
    })
  })
})
