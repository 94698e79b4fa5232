import { describe, expect, it } from 'vitest'
import { differences, summary } from './differences.ts'

describe('before and after of an audit event (IDT-10)', () => {
  it('tell value by value what differs', () => {
    const before = { name: 'A', fields: { restriction: 'Low', tags: ['x'] }, version: 1 }
    const after = { name: 'A', fields: { restriction: 'High', tags: ['x', 'y'] }, version: 2 }
    expect(differences(before, after)).toEqual([
      { path: 'fields.restriction', before: 'Low', after: 'High' },
      { path: 'fields.tags', before: ['x'], after: ['x', 'y'] },
      { path: 'version', before: 1, after: 2 },
    ])
  })

  it('show what came into being and what went, as changes from and to nothing', () => {
    expect(differences(null, { name: 'A', note: null })).toEqual([{ path: 'name', before: undefined, after: 'A' }])
    expect(differences({ name: 'A' }, null)).toEqual([{ path: 'name', before: 'A', after: undefined }])
  })

  it('fit on one line', () => {
    const list = differences({ a: 1, b: 1, c: 1, d: 1 }, { a: 2, b: 2, c: 2, d: null })
    expect(summary(list, 'nothing')).toBe('a: 1 → 2 · b: 1 → 2 · c: 1 → 2 · +1')
    expect(summary(differences(null, { name: 'A' }), 'nothing')).toBe('name: A')
  })
})
