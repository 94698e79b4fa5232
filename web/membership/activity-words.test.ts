import { describe, expect, it } from 'vitest'
import { subjectName, wordsOf } from './activity-words.ts'

const event = {
  id: 1,
  type: 'IncidentClosed',
  occurredAt: '2026-03-01T10:00:00Z',
  actor: { kind: 'mssp', id: 'x/y', name: 'Ada of MSSP' },
  subject: { kind: 'incidents', id: '7' },
  parent: null,
  before: null,
  after: null,
  requestId: null,
} as const

describe('what an MSSP did (FLT-11)', () => {
  it('writes the type of an event as words', () => {
    expect(wordsOf('CustomFieldCreated')).toBe('Custom field created')
  })

  it('names the object as it was called, and by kind and id where it had no name', () => {
    expect(subjectName({ ...event, before: { label: 'INC-7' } })).toBe('INC-7')
    expect(subjectName(event)).toBe('incidents 7')
    expect(subjectName({ ...event, subject: { kind: 'pairings', id: 'x' } })).toBe('')
    expect(subjectName({ ...event, type: 'ReleaseTaken', after: { release: 4, items: [] } })).toBe('4')
  })
})
