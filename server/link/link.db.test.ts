import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pairHostedTenant } from '../fleet/index.ts'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await createTestFleet()
}, 60_000)
afterAll(() => fleet.stop())

describe('pairing', () => {
  it('of two instances of one deployment from a program goes the same way', async () => {
    const { console, hosted } = fleet
    const id = await pairHostedTenant(console.instance, hosted.instance, console.actor, { grants: { metrics: {} } })
    await tenantWith(console.api, id, (each) => each.status === 'connected' && each.grants.metrics, 'connected')
    await console.api.delete(`/fleet/tenants/${id}`)
  })

  it('ties a hosted and a remote tenant alike, with the same fingerprints on both sides (FLT-01, FLT-02)', async () => {
    for (const tenant of [fleet.hosted, fleet.remote]) {
      const id = await fleet.pair(tenant)
      const seen = await tenantWith(fleet.console.api, id, (each) => each.status === 'connected', 'connected')
      const own = await tenant.api.get('/pairings')
      const pairing = own.body.items.find((each: { id: string }) => each.id === id)
      expect(pairing).toMatchObject({ status: 'active', name: 'MSSP', mode: 'direct', endedAt: null })
      expect(seen.tenantFingerprint).toBe(pairing.fingerprint)
      expect(seen.fingerprint).toBe(pairing.peerFingerprint)
      expect(seen.hosted).toBe(tenant === fleet.hosted)
      const ping = await fleet.console.api.post(`/fleet/tenants/${id}/ping`)
      expect(ping.body).toMatchObject({ ok: true })
      expect(ping.body.roundTripMs).toBeGreaterThan(0)
      await fleet.console.api.delete(`/fleet/tenants/${id}`)
      await eventually(async () => {
        const { body } = await tenant.api.get('/pairings')
        return body.items.find((each: { id: string }) => each.id === id)?.status === 'ended'
      }, 'the tenant knows that it was unpaired (FLT-12)')
    }
  })
})
