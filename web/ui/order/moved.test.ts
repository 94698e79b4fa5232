import { describe, expect, it } from 'vitest'
import { moved } from './moved.ts'

describe('putting rows into order', () => {
  it('moves a row up and down and keeps it within the list', () => {
    expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b'])
  })

  it('leaves the order alone for a row that is gone', () => {
    expect(moved(['a', 'b'], 'x', 0)).toEqual(['a', 'b'])
  })
})
