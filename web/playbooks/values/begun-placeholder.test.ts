import { describe, expect, it } from 'vitest'
import { begunPlaceholder } from './begun-placeholder.ts'

describe('typing a placeholder (PLC-06)', () => {
  it.each<[string, { start: number; text: string; isNew: boolean } | null]>([
    ['Block {{', { start: 6, text: '', isNew: true }],
    ['{{inc', { start: 0, text: 'inc', isNew: false }],
    ['{{ incident.', { start: 0, text: 'incident.', isNew: true }],
    ['{{incident.na', { start: 0, text: 'incident.na', isNew: false }],
    ['this is the incident.', null],
    ['done {{incident.name}}', null],
    ['\\{{', null],
    ['incident', null],
  ])('knows what is begun in %j', (before, begun) => {
    expect(begunPlaceholder(before)).toEqual(begun)
  })
})
