import { describe, expect, it } from 'vitest'
import { countByOutcome } from './count-by-outcome.ts'

describe('the figures above the alerts', () => {
  it('add up over sources and rules', () => {
    const item = (outcome: 'incident' | 'triage', count: number) => ({
      source: 'suricata',
      outcome,
      rule: 'r',
      count,
      duplicates: 0,
    })
    expect(countByOutcome({ items: [item('incident', 71), item('triage', 215), item('incident', 55)] })).toEqual({
      pending: 0,
      incident: 126,
      triage: 215,
      dropped: 0,
      failed: 0,
    })
  })
})
