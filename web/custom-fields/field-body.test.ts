import type { CustomField } from '@tocsin/contracts/custom-field.ts'
import { describe, expect, it } from 'vitest'
import { changeBody, createBody, draftOf } from './field-body.ts'

const site: CustomField = {
  id: 'f1',
  section: 'incidents',
  name: 'Site',
  internalName: 'opt_3',
  type: 'list',
  options: [{ id: 'o1', label: 'Lyon', retired: false, shipped: false }],
  required: true,
  useAsFilter: false,
  useInNotifications: false,
  defaultValue: 'Lyon',
  help: '',
  position: 1,
  version: 4,
}

describe('what a field form sends', () => {
  it('keeps the ids of values, so that renaming one is not a new one (CF-03)', () => {
    const draft = draftOf(site)
    draft.options = [
      { ...draft.options[0]!, label: ' Lyon Part-Dieu ' },
      { key: 'n1', label: 'Nice', retired: false },
      { key: 'n2', label: '  ', retired: false },
    ]
    expect(changeBody(site, draft)).toMatchObject({
      version: 4,
      options: [
        { id: 'o1', label: 'Lyon Part-Dieu', retired: false },
        { label: 'Nice', retired: false },
      ],
    })
  })

  it('has values only for lists', () => {
    expect(createBody('triage', { ...draftOf(null), name: 'Port', type: 'numeric', defaultValue: 443 })).toEqual({
      section: 'triage',
      name: 'Port',
      type: 'numeric',
      required: false,
      useAsFilter: false,
      useInNotifications: false,
      defaultValue: 443,
      help: '',
    })
  })

  it('only renames what the product sets (CF-02)', () => {
    const { useInNotifications: _, ...shared } = site
    const field = { ...shared, type: 'datetime' as const, options: [], readOnly: true }
    expect(Object.keys(changeBody(field, draftOf(field)))).toEqual(['version', 'name', 'help'])
  })
})
