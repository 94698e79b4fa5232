import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { describe, expect, it } from 'vitest'
import { localised } from './shipped-names.ts'

const field = (internalName: string, name: string, custom = false) =>
  ({ internalName, name, custom }) as FieldDescription

describe('names of fields (GEN-09, CF-02)', () => {
  it('follow the language while they are the product’s own', () => {
    expect(localised(field('restriction', 'Severity'), 'fr').name).toBe('Gravité')
    expect(localised(field('restriction', 'Severity'), 'en').name).toBe('Severity')
  })

  it('stay as an administrator gave them', () => {
    expect(localised(field('restriction', 'Impact'), 'fr').name).toBe('Impact')
    expect(localised(field('opt_1', 'Status', true), 'fr').name).toBe('Status')
  })
})
