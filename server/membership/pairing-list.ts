import type { ActorRef, Json } from '@tocsin/contracts'
import type { AuditEvent } from '@tocsin/contracts/audit.ts'
import type { Pairing } from '@tocsin/contracts/membership.ts'
import { sql } from 'kysely'
import {
  countWaiting,
  describeKeys,
  fingerprintOf,
  getPairing,
  listPairingRecords,
  type PairingRecord,
} from '../link/index.ts'
import type { Tx } from '../platform/index.ts'

export async function listPairings(tx: Tx): Promise<{ items: Pairing[] }> {
  const waiting = await countWaiting(tx)
  const now = tx.instance.clock.now()
  const records = await listPairingRecords(tx, 'tenant')
  const lasting = records.filter((each) => each.status !== 'open' || (each.code_expires_at ?? now) > now)
  return { items: lasting.map((record) => toPairing(record, waiting.get(record.id) ?? 0)) }
}

export async function readPairing(tx: Tx, id: string): Promise<Pairing> {
  const record = await getPairing(tx, id, 'tenant')
  return toPairing(record, (await countWaiting(tx)).get(id) ?? 0)
}

function toPairing(record: PairingRecord, queueDepth: number): Pairing {
  const { status } = record
  const open = status === 'open'
  return {
    id: record.id,
    status: status === 'open' || status === 'ended' ? status : 'active',
    name: record.peer_name,
    url: record.peer_url,
    mode: record.mode,
    grants: record.grants,
    fingerprint: fingerprintOf(record.own_public_key),
    peerFingerprint: record.peer_public_key === null ? null : fingerprintOf(record.peer_public_key),
    keys: describeKeys(record),
    createdAt: record.created_at.toISOString(),
    pairedAt: record.paired_at?.toISOString() ?? null,
    endedAt: record.ended_at?.toISOString() ?? null,
    codeExpiresAt: open ? (record.code_expires_at?.toISOString() ?? null) : null,
    lastContactAt: record.last_contact_at?.toISOString() ?? null,
    error: record.error,
    queueDepth,
    peerProduct: record.peer_product,
    version: record.version,
  }
}

/** What this MSSP and its people did here, newest first (FLT-11). */
export async function listActivity(tx: Tx, id: string, limit: number): Promise<{ items: AuditEvent[] }> {
  await getPairing(tx, id, 'tenant')
  const rows = await tx.sql
    .selectFrom('events')
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('subject_kind', '=', 'pairings'), where('subject_id', '=', id)]),
        sql<boolean>`actor ->> 'kind' = 'mssp' and split_part(actor ->> 'id', '/', 1) = ${id}`,
      ]),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return {
    items: rows.map((row) => ({
      id: row.id,
      type: row.type,
      occurredAt: row.occurred_at.toISOString(),
      actor: row.actor as ActorRef,
      subject: { kind: row.subject_kind, id: row.subject_id },
      parent: row.parent_kind === null ? null : { kind: row.parent_kind, id: row.parent_id ?? '' },
      before: row.before as Json,
      after: row.after as Json,
      requestId: row.request_id,
    })),
  }
}
