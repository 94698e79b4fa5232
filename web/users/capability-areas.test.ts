import { allCapabilities } from '@tocsin/contracts/capabilities.ts'
import { describe, expect, it } from 'vitest'
import { capabilityAreas } from './capability-areas.ts'
import { userChoices } from './use-users.ts'

describe('profiles', () => {
  it('show every capability once, under its area (ROL-03)', () => {
    const areas = capabilityAreas()
    expect(areas.flatMap(({ entries }) => entries.map(({ capability }) => capability)).toSorted()).toEqual(
      [...allCapabilities].toSorted(),
    )
    expect(new Set(areas.map(({ area }) => area)).size).toBe(areas.length)
  })
})

describe('users to choose from', () => {
  it('are the active ones by name, and whoever is chosen already', () => {
    const user = (id: string, name: string, active = true) => ({
      id,
      name,
      active,
      email: '',
      profile: 'Analyst',
      groups: [],
      lockedUntil: null,
      createdAt: '',
      version: 1,
    })
    const users = [user('1', 'Tomasz'), user('2', 'Ines'), user('3', 'Ade', false)]
    expect(userChoices(users).map(({ label }) => label)).toEqual(['Ines', 'Tomasz'])
    expect(userChoices(users, '3').map(({ label }) => label)).toEqual(['Ade', 'Ines', 'Tomasz'])
  })
})
