import { describe, expect, it } from 'vitest'
import { fieldOf, placeErrors } from './form-errors.ts'

describe('errors of a form', () => {
  it('find their field in every way a path is written', () => {
    const fields = ['title', 'settings', 'owner.id']
    expect(fieldOf('body.title', fields)).toBe('title')
    expect(fieldOf('/settings/port', fields)).toBe('settings')
    expect(fieldOf('settings[0].port', fields)).toBe('settings')
    expect(fieldOf('owner.id', fields)).toBe('owner.id')
    expect(fieldOf('fields.title', fields)).toBe('title')
    expect(fieldOf('nowhere', fields)).toBeNull()
  })

  it('keep the first message of a field and show those of no field in the summary', () => {
    const details = [
      { path: 'title', message: 'is too long' },
      { path: 'title', message: 'has a line break' },
      { path: 'labelId', message: 'does not exist' },
      { message: 'Nothing to change.' },
    ]
    expect(placeErrors(details, ['title'])).toEqual({
      fields: { title: 'is too long' },
      other: ['labelId: does not exist', 'Nothing to change.'],
    })
  })
})
