import { describe, expect, it } from 'vitest'
import { fromLocalTime, toLocalTime } from './local-time.ts'

describe('times in inputs', () => {
  it('come back as the same moment in whatever time zone', () => {
    const moment = '2026-07-14T22:03:09.000Z'
    expect(fromLocalTime(toLocalTime(moment))).toBe(moment)
  })

  it('are empty for nothing and for what is no time', () => {
    expect([toLocalTime(null), toLocalTime('soon')]).toEqual(['', ''])
    expect([fromLocalTime(''), fromLocalTime('2026-13-99T00:00')]).toEqual([null, null])
  })
})
