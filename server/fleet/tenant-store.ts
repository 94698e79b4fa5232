import type { Targets } from '@tocsin/contracts/fleet.ts'
import type { Grants } from '@tocsin/contracts/link.ts'
import type { Selectable } from 'kysely'
import { getPairing, isGranted, listPairingRecords, type PairingRecord } from '../link/index.ts'
import { Failure, notFound, type Tx } from '../platform/index.ts'
import type { TenantTable } from './tables.ts'

/** A tenant as its console knows it: what the console calls it, and the tie to it. */
export interface TenantRecord {
  id: string
  tenant: Selectable<TenantTable>
  pairing: PairingRecord
}

export async function listTenantRecords(tx: Tx): Promise<TenantRecord[]> {
  const pairings = new Map((await listPairingRecords(tx, 'console')).map((pairing) => [pairing.id, pairing]))
  const rows = await tx.sql
    .selectFrom('fleet_tenants')
    .selectAll()
    .where('left_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.flatMap((tenant) => {
    const pairing = pairings.get(tenant.id)
    return pairing ? [{ id: tenant.id, tenant, pairing }] : []
  })
}

export async function getTenantRecord(tx: Tx, id: string): Promise<TenantRecord> {
  const pairing = await getPairing(tx, id, 'console')
  const tenant = await tx.sql
    .selectFrom('fleet_tenants')
    .selectAll()
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!tenant) throw notFound('tenant', id)
  return { id, tenant, pairing }
}

/** The tenants that a push or a widget is for (FLT-24); those that have left are not among them. */
export async function findTargets(tx: Tx, targets: Targets): Promise<TenantRecord[]> {
  const all = (await listTenantRecords(tx)).filter(({ pairing }) => pairing.status !== 'ended')
  if ('all' in targets) {
    const except = new Set(targets.except)
    return all.filter(({ id, tenant }) => !except.has(id) && !except.has(tenant.name))
  }
  if ('groups' in targets)
    return all.filter(({ tenant }) => tenant.groups.some((each) => targets.groups.includes(each)))
  if ('tags' in targets) return all.filter(({ tenant }) => tenant.tags.some((each) => targets.tags.includes(each)))
  return targets.tenants.flatMap((wanted) => {
    const found = all.find(({ id, tenant }) => id === wanted || tenant.name === wanted)
    if (!found) throw new Failure('not_found', `There is no tenant ${wanted}.`)
    return [found]
  })
}

/** What the tenant grants as far as the console was told; the tenant itself decides (FLT-10). */
export function grants({ pairing }: TenantRecord, name: keyof Grants, now: Date): boolean {
  return isGranted(pairing, name, now)
}
