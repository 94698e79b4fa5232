import { describe, expect, it } from 'vitest'
import { duration, relativeTime } from './relative-time.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

describe('relative times', () => {
  it('use the largest unit that fits once', () => {
    expect(relativeTime(now - 59_000, now, 'en')).toBe('59 sec. ago')
    expect(relativeTime(now - 61_000, now, 'en')).toBe('1 min. ago')
    expect(relativeTime(now - 26 * 3_600_000, now, 'en')).toBe('yesterday')
    expect(relativeTime(now + 3 * 3_600_000, now, 'fr')).toMatch(/^dans 3\sh$/u)
  })

  it('round what is to come to the nearest unit', () => {
    expect(relativeTime(now + 4 * 3_600_000 - 1000, now, 'en')).toBe('in 4 hr.')
    expect(relativeTime(now + 3_600_000 - 1000, now, 'en')).toBe('in 1 hr.')
    expect(relativeTime(now + 90_000, now, 'en')).toBe('in 2 min.')
  })

  it('say now for the present', () => {
    expect(relativeTime(now, now, 'en')).toBe('now')
  })
})

describe('durations', () => {
  it('show the two units that matter', () => {
    expect([250, 45_000, 65_000, 7_500_000, 190_000_000].map(duration)).toEqual([
      '250 ms',
      '45 s',
      '1 min 05 s',
      '2 h 05 min',
      '2 d 4 h',
    ])
  })
})
