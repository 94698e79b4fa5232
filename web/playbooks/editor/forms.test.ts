import { describe, expect, it } from 'vitest'
import { durationOf } from '../canvas/use-node-summary.ts'
import { largestUnit } from './DurationInput.tsx'
import { durationText } from './duration-text.ts'
import { retryPlan } from './FailureOptions.tsx'
import { loopingPlaybooks } from './looping-playbooks.ts'

describe('times in forms', () => {
  it('are shown in the largest unit that keeps them whole', () => {
    expect([0, 45, 90, 120, 7200, 172_800].map(largestUnit)).toEqual(['s', 's', 's', 'm', 'h', 'd'])
  })

  it('are written in two parts at most', () => {
    expect([0, 59, 90, 3661, 90_000].map(durationText)).toEqual(['0s', '59s', '1m 30s', '1h 1m', '1d 1h'])
  })

  it('are read from a wait for its line on the canvas', () => {
    expect(durationOf('15m')).toEqual({ n: 15, unit: 'minutes' })
    expect(durationOf('90')).toEqual({ n: 90, unit: 'seconds' })
    expect(durationOf('soon')).toBeNull()
  })
})

describe('further attempts', () => {
  it('wait longer each time', () => {
    expect(retryPlan({ times: 3, delaySeconds: 10, factor: 2 })).toEqual(['10s', '20s', '40s'])
    expect(retryPlan({ times: 20, delaySeconds: 1, factor: 1 }).at(-1)).toBe('…')
  })
})

describe('nested playbooks', () => {
  it('that lead back to the one being edited are named, directly or not (NOD-65)', () => {
    const shapes = [
      { id: 'a', calls: ['b'] },
      { id: 'b', calls: ['self'] },
      { id: 'c', calls: ['d'] },
      { id: 'd', calls: [] },
    ]
    expect([...loopingPlaybooks('self', shapes)].sort()).toEqual(['a', 'b', 'self'])
  })
})
