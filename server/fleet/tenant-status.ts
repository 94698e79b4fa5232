import type { TenantStatus } from '@tocsin/contracts/fleet.ts'
import type { PairingRecord } from '../link/index.ts'

/** Nothing heard for so long means unreachable, also where no call has failed yet. */
const SILENT_MS = 120_000

export function statusOf(pairing: PairingRecord, now: Date): TenantStatus {
  if (pairing.status === 'ended') return 'unpaired'
  if (pairing.status === 'suspended') return 'suspended'
  if (pairing.status !== 'active') return 'pending'
  const silent = now.getTime() - (pairing.last_contact_at?.getTime() ?? 0) > SILENT_MS
  return pairing.failure !== null || silent ? 'unreachable' : 'connected'
}
