import { describe, expect, it } from 'vitest'
import { diffRows } from './diff-rows.ts'

describe('the difference in a cell of the plan (FLT-33)', () => {
  it('shows a new item field by field', () => {
    expect(diffRows([{ path: '', after: { name: 'Risk', required: false } }])).toEqual([
      { path: 'name', before: '', after: 'Risk' },
      { path: 'required', before: '', after: 'false' },
    ])
  })

  it('keeps the path and both sides of a change, and tells null from nothing', () => {
    expect(diffRows([{ path: 'help', before: null, after: 'x' }])).toEqual([
      { path: 'help', before: 'null', after: 'x' },
    ])
  })

  it('cuts what is too long to be read', () => {
    expect(diffRows([{ path: 'graph', before: '', after: 'x'.repeat(5000) }])[0]?.after).toHaveLength(602)
  })
})
