import type { Selectable } from 'kysely'
import { Failure, type Instance, notFound, type Tx } from '../platform/index.ts'
import type { LinkKey } from './link-key.ts'
import type { PairingSide, PairingTable } from './tables.ts'

export type PairingRecord = Selectable<PairingTable>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function findPairing(tx: Tx, id: string): Promise<PairingRecord | undefined> {
  if (!UUID.test(id)) return undefined
  return tx.sql.selectFrom('link_pairings').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function getPairing(tx: Tx, id: string, side: PairingSide): Promise<PairingRecord> {
  const found = await findPairing(tx, id)
  if (found?.side !== side) throw notFound(side === 'tenant' ? 'pairing' : 'tenant', id)
  return found
}

/** The same, held until the end of the transaction. */
export async function lockPairing(tx: Tx, id: string): Promise<PairingRecord> {
  return tx.sql.selectFrom('link_pairings').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

export async function listPairingRecords(tx: Tx, side: PairingSide): Promise<PairingRecord[]> {
  return tx.sql.selectFrom('link_pairings').selectAll().where('side', '=', side).orderBy('created_at').execute()
}

/** Messages of each pairing that the peer has not confirmed. */
export async function countWaiting(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.sql
    .selectFrom('link_outbox')
    .select(['pairing_id', (select) => select.fn.countAll<number>().as('waiting')])
    .groupBy('pairing_id')
    .execute()
  return new Map(rows.map((row) => [row.pairing_id, row.waiting]))
}

/** Opens this side's key; the private half is sealed for the key it belongs to. */
export function ownKey(instance: Instance, pairing: PairingRecord): LinkKey {
  return {
    id: pairing.own_key_id,
    publicKey: pairing.own_public_key,
    privateKey: instance.secrets.open(pairing.own_private_key, privateKeyPlace(pairing.own_key_id)),
  }
}

export function sealedKeyColumns(instance: Instance, key: LinkKey) {
  return {
    own_key_id: key.id,
    own_public_key: key.publicKey,
    own_private_key: instance.secrets.seal(key.privateKey, privateKeyPlace(key.id)),
  }
}

/** Who begins exchanges at this side: the console of a direct tenant, or the outbound tenant itself (FLT-07). */
export function beginsExchanges(pairing: Pick<PairingRecord, 'side' | 'mode'>): boolean {
  return (pairing.mode === 'direct') === (pairing.side === 'console')
}

export function refuseStale(pairing: PairingRecord, version: number | undefined): void {
  if (version === undefined || version === pairing.version) return
  const name = pairing.peer_name ?? 'This pairing'
  throw new Failure('stale_version', `${name} was changed meanwhile. Load again and repeat your change.`)
}

/** The public key of the peer that has this id: the one in use, or the one it announced (FLT-05). */
export function peerKeyOf(pairing: PairingRecord, keyId: string): string | null {
  if (pairing.peer_key_id === keyId) return pairing.peer_public_key
  return pairing.peer_next_key_id === keyId ? pairing.peer_next_public_key : null
}

function privateKeyPlace(keyId: string): string {
  return `link_pairings/${keyId}/private_key`
}

/** What this side's API calls the pairing. */
export function resourceOf(pairing: Pick<PairingRecord, 'side'>): string {
  return pairing.side === 'tenant' ? 'pairings' : 'fleet/tenants'
}
