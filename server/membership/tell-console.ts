import type { Grants } from '@tocsin/contracts/link.ts'
import { isGranted, listPairingRecords, type PairingRecord, send } from '../link/index.ts'
import { enqueue, type Tx } from '../platform/index.ts'

export const SYNC_FACTS_JOB = 'membership-sync-facts'
export const REPORT_INVENTORY_JOB = 'membership-report-inventory'

export async function tellGrants(tx: Tx, pairingId: string, grants: Grants): Promise<void> {
  const payload = { grants, name: tx.instance.name }
  await send(tx, pairingId, { kind: 'membership.grants', payload, topic: 'grants' })
}

/** Tells the console everything that is granted, from the start, in the background. */
export async function requestSync(tx: Tx, pairingId: string): Promise<void> {
  await tx.sql.deleteFrom('membership_inventory').where('pairing_id', '=', pairingId).execute()
  await enqueue(tx, { kind: SYNC_FACTS_JOB, ref: pairingId, payload: { pairingId, after: null } })
  await enqueue(tx, { kind: REPORT_INVENTORY_JOB, ref: 'inventory' })
}

/** MSSPs of this instance that may know this now. */
export async function listGranted(tx: Tx, name: keyof Grants): Promise<PairingRecord[]> {
  const now = tx.instance.clock.now()
  const pairings = await listPairingRecords(tx, 'tenant')
  return pairings.filter((pairing) => pairing.status === 'active' && isGranted(pairing, name, now))
}
