import { widgetRange } from '@tocsin/contracts/fleet-dashboard.ts'
import { describe, expect, it } from 'vitest'
import { fromRange, toRange } from './widget-range.ts'

describe('the range of a widget (MSSP-12)', () => {
  it.each([
    { last: 'all' as const },
    { last: '7d' as const },
    { from: '2026-03-01T08:00:00.000Z', to: '2026-03-02T08:00:00.000Z' },
  ])('writes back what it read: %j', (range) => {
    expect(toRange(fromRange(range))).toEqual(range)
  })

  it('is refused while a time is missing', () => {
    expect(widgetRange.safeParse(toRange({ last: 'custom', from: '2026-03-01T08:00', to: '' })).success).toBe(false)
  })
})
