import type { Tenant } from '@tocsin/contracts/fleet.ts'
import { tenant } from '@tocsin/contracts/fleet.ts'

/** A tenant as the contract has it, for tests; what matters to a test is given. */
export function madeTenant(given: Partial<Tenant> = {}): Tenant {
  return tenant.parse({
    id: 'a',
    name: 'Acme',
    url: 'http://127.0.0.1:8080/acme',
    status: 'connected',
    failure: null,
    error: null,
    hosted: true,
    mode: 'direct',
    groups: [],
    tags: [],
    grants: {},
    product: '0.1.0',
    protocol: 1,
    versionSkew: false,
    lastContactAt: '2026-03-01T10:00:00Z',
    roundTripMs: 4,
    queueDepth: 0,
    content: { synchronized: 0, behind: 0, drift: 0, failed: 0 },
    openIncidents: 0,
    factsAt: null,
    fingerprint: 'aa',
    tenantFingerprint: 'bb',
    keys: { since: '2026-01-01T00:00:00.000Z', peerSince: null, changingSince: null, rotateDays: 90 },
    pairedAt: '2026-03-01T09:00:00Z',
    version: 1,
    abilities: { ping: true, connect: true, edit: true, suspend: true, rotateKey: true, unpair: true },
    ...given,
  })
}
