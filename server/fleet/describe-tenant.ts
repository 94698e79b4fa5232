import type { Ability } from '@tocsin/contracts'
import type { Tenant, TenantStatus } from '@tocsin/contracts/fleet.ts'
import { countWaiting, describeKeys, fingerprintOf, spoken } from '../link/index.ts'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { countSyncStates, type SyncCounts } from './content-sync.ts'
import { countOpenIncidents } from './incident-facts.ts'
import { statusOf } from './tenant-status.ts'
import { getTenantRecord, grants, listTenantRecords, type TenantRecord } from './tenant-store.ts'

export async function listTenants(tx: Tx, actor: Actor): Promise<{ items: Tenant[] }> {
  const records = await listTenantRecords(tx)
  return { items: await describe(tx, actor, records) }
}

export async function readTenant(tx: Tx, actor: Actor, id: string): Promise<Tenant> {
  const [described] = await describe(tx, actor, [await getTenantRecord(tx, id)])
  if (!described) throw new Error(`Tenant ${id} was not described.`)
  return described
}

async function describe(tx: Tx, actor: Actor, records: TenantRecord[]): Promise<Tenant[]> {
  const waiting = await countWaiting(tx)
  const open = await countOpenIncidents(tx)
  const content = await countSyncStates(tx)
  return records.map((record) =>
    toTenant(tx, actor, record, {
      queueDepth: waiting.get(record.id) ?? 0,
      open: open.get(record.id) ?? 0,
      content: content.get(record.id) ?? { synchronized: 0, behind: 0, drift: 0, failed: 0 },
    }),
  )
}

function toTenant(
  tx: Tx,
  actor: Actor,
  record: TenantRecord,
  counted: { queueDepth: number; open: number; content: SyncCounts },
): Tenant {
  const { tenant, pairing } = record
  const now = tx.instance.clock.now()
  const status = statusOf(pairing, now)
  const url = pairing.peer_url ?? ''
  const ownOrigin = new URL(tx.instance.url()).origin
  const silent = status === 'unreachable' && pairing.error === null
  return {
    id: record.id,
    name: tenant.name,
    url,
    status,
    failure: status === 'suspended' || status === 'unpaired' ? null : pairing.failure,
    error: silent ? 'The tenant has not called for a while.' : pairing.error,
    hosted: url.startsWith(`${ownOrigin}/`),
    mode: pairing.mode ?? 'direct',
    groups: tenant.groups,
    tags: tenant.tags,
    grants: pairing.grants,
    product: pairing.peer_product,
    protocol: pairing.peer_protocol,
    versionSkew: pairing.peer_product !== null && pairing.peer_product !== spoken.product,
    lastContactAt: pairing.last_contact_at?.toISOString() ?? null,
    roundTripMs: pairing.round_trip_ms,
    queueDepth: counted.queueDepth,
    content: counted.content,
    openIncidents: grants(record, 'metrics', now) ? counted.open : null,
    factsAt: tenant.facts_at?.toISOString() ?? null,
    fingerprint: fingerprintOf(pairing.own_public_key),
    tenantFingerprint: pairing.peer_public_key === null ? null : fingerprintOf(pairing.peer_public_key),
    keys: describeKeys(pairing),
    pairedAt: (pairing.paired_at ?? pairing.created_at).toISOString(),
    version: tenant.version,
    abilities: abilitiesOf(actor, record, status, now),
  }
}

function abilitiesOf(actor: Actor, record: TenantRecord, status: TenantStatus, now: Date): Tenant['abilities'] {
  const { name } = record.tenant
  const manages: Ability = may(actor, 'fleet.nodes-manage') || 'Your profile does not manage nodes.'
  const paired: Ability = status === 'connected' || status === 'unreachable' || notPaired(name, status)
  const lets: Ability = grants(record, 'connect', now) || `${name} does not grant "connect".`
  const connects: Ability = may(actor, 'fleet.nodes-connect') || 'Your profile does not connect to nodes.'
  const suspendable: Ability = status === 'unpaired' || status === 'pending' ? notPaired(name, status) : true
  const settled: Ability =
    record.pairing.own_next_key_id === null || `${name} has not confirmed the last change of the key yet.`
  return {
    ping: paired,
    connect: first(connects, paired, lets),
    edit: manages,
    suspend: first(manages, suspendable),
    rotateKey: first(manages, paired, settled),
    unpair: manages,
  }
}

function notPaired(name: string, status: TenantStatus): string {
  if (status === 'suspended') return `${name} is suspended.`
  return status === 'pending' ? `Pairing with ${name} is not finished.` : `${name} has ended the pairing.`
}

/** The first reason against it. */
function first(...abilities: Ability[]): Ability {
  return abilities.find((each) => each !== true) ?? true
}
