import { describe, expect, it } from 'vitest'
import { madeTenant } from './made-tenant.ts'
import { countStatuses, filterTenants, labelsOf, nameFromUrl, roundTrip, sortTenants } from './tenant-rows.ts'

const acme = madeTenant({ id: 'a', name: 'Acme', groups: ['banks'], tags: ['pilot'], openIncidents: 3 })
const globex = madeTenant({ id: 'g', name: 'Globex', status: 'unreachable', roundTripMs: null, openIncidents: null })
const zeta = madeTenant({ id: 'z', name: 'Zeta', groups: ['banks', 'energy'], roundTripMs: 90, openIncidents: 3 })
const all = [zeta, acme, globex]
const none = { query: '', status: undefined, group: undefined }
const names = (tenants: typeof all) => tenants.map(({ name }) => name)

describe('rows of Nodes Management (FLT-20)', () => {
  it('finds tenants by every word of name, address, group and tag', () => {
    expect(names(filterTenants(all, { ...none, query: 'PILOT acm' }))).toEqual(['Acme'])
    expect(names(filterTenants(all, { ...none, query: 'pilot zeta' }))).toEqual([])
    expect(names(filterTenants(all, { ...none, status: 'unreachable' }))).toEqual(['Globex'])
    expect(names(filterTenants(all, { ...none, group: 'banks', query: 'z' }))).toEqual(['Zeta'])
  })

  it('sorts by urgency, keeps names in order among equals and puts what is unknown last', () => {
    expect(names(sortTenants(all, undefined))).toEqual(['Acme', 'Globex', 'Zeta'])
    expect(names(sortTenants(all, 'status'))).toEqual(['Globex', 'Acme', 'Zeta'])
    expect(names(sortTenants(all, '-open'))).toEqual(['Acme', 'Zeta', 'Globex'])
    expect(names(sortTenants(all, 'trip'))).toEqual(['Acme', 'Zeta', 'Globex'])
  })

  it('counts only statuses that occur, those to act on first', () => {
    expect(countStatuses(all)).toEqual([
      { status: 'unreachable', count: 1 },
      { status: 'connected', count: 2 },
    ])
  })

  it('lists each group once', () => {
    expect(labelsOf(all, 'groups')).toEqual(['banks', 'energy'])
  })

  it('proposes a name by the address', () => {
    expect(nameFromUrl('https://soc.example/acme-bank/')).toBe('Acme Bank')
    expect(nameFromUrl('not an address')).toBe('')
  })

  it('writes round trips with the digits that matter', () => {
    expect([3.42, 128.4, 2130].map(roundTrip)).toEqual(['3.4 ms', '128 ms', '2.1 s'])
  })
})
