import { describe, expect, it } from 'vitest'
import { endOf, isHeld, withGrant } from './grant-choice.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

describe('grants of an MSSP (FLT-10)', () => {
  it('switches one grant and leaves the ends and profiles of the others', () => {
    const grants = { metrics: { expiresAt: '2026-04-01T00:00:00Z' }, connect: { profile: 'Analyst' } }
    expect(withGrant(grants, 'connect', null)).toEqual({ metrics: grants.metrics })
    expect(withGrant(grants, 'content', {})).toEqual({ ...grants, content: {} })
    expect(grants.connect.profile).toBe('Analyst')
  })

  it('counts the end from now, and knows no end as none', () => {
    expect(endOf('week', now)).toBe('2026-03-08T12:00:00.000Z')
    expect(endOf('none', now)).toBeNull()
  })

  it('holds a grant until its end and not after', () => {
    expect(isHeld(undefined, now)).toBe(false)
    expect(isHeld({}, now)).toBe(true)
    expect(isHeld({ expiresAt: '2026-03-01T12:00:00Z' }, now)).toBe(false)
    expect(isHeld({ expiresAt: '2026-03-01T12:00:01Z' }, now)).toBe(true)
  })
})
