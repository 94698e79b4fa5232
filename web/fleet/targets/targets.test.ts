import { describe, expect, it } from 'vitest'
import { madeTenant } from '../tenants/made-tenant.ts'
import { everybody, fromTargets, tenantsOf, toTargets } from './targets.ts'

const tenants = [
  madeTenant({ id: 'a', groups: ['banks'], tags: ['pilot'] }),
  madeTenant({ id: 'b', groups: ['banks', 'energy'] }),
  madeTenant({ id: 'c', status: 'unpaired', groups: ['banks'] }),
  madeTenant({ id: 'd', status: 'unreachable' }),
]
const ids = (targets: Parameters<typeof tenantsOf>[0]) => tenantsOf(targets, tenants).map(({ id }) => id)

describe('targets of a push and a widget (FLT-24)', () => {
  it('means every tenant that is still paired, also one that is away, except the named ones', () => {
    expect(ids({ all: true })).toEqual(['a', 'b', 'd'])
    expect(ids({ all: true, except: ['b'] })).toEqual(['a', 'd'])
  })

  it('finds tenants by any of the groups or tags', () => {
    expect(ids({ groups: ['energy', 'banks'] })).toEqual(['a', 'b'])
    expect(ids({ tags: ['pilot'] })).toEqual(['a'])
    expect(ids({ tenants: ['d', 'c'] })).toEqual(['d'])
  })

  it('sends nothing while nothing is chosen, and keeps what was chosen the other way', () => {
    expect(toTargets({ ...everybody, kind: 'groups' })).toBeNull()
    expect(toTargets({ ...everybody, kind: 'tenants', groups: ['banks'], tenants: ['a'] })).toEqual({ tenants: ['a'] })
    expect(toTargets(everybody)).toEqual({ all: true })
  })

  it.each([
    { all: true as const, except: ['a'] },
    { tenants: ['a'] },
    { groups: ['g'] },
    { tags: ['t'] },
  ])('reads back what it wrote: %j', (targets) => {
    expect(toTargets(fromTargets(targets))).toEqual(targets)
  })
})
