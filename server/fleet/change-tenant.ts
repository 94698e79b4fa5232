import type { BodyOf } from '@tocsin/contracts'
import type { changeTenant as contract, Tenant } from '@tocsin/contracts/fleet.ts'
import { lockPairing, readPeerAddress, suspendPairing } from '../link/index.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { readTenant } from './describe-tenant.ts'
import { nameTaken, unique } from './pair-tenant.ts'
import { getTenantRecord } from './tenant-store.ts'

/** Renames, moves, labels, suspends or resumes a tenant (FLT-21). */
export async function changeTenant(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<Tenant> {
  await getTenantRecord(tx, id)
  await lockPairing(tx, id)
  const before = await readTenant(tx, actor, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  await write(tx, id, input)
  if (input.url !== undefined) {
    await tx.sql
      .updateTable('link_pairings')
      .set({ peer_url: readPeerAddress(input.url) })
      .where('id', '=', id)
      .execute()
  }
  if (input.suspended !== undefined) await suspendPairing(tx, id, input.suspended)
  const after = await readTenant(tx, actor, id)
  await emit(tx, actor, {
    type: 'TenantUpdated',
    subject: { kind: 'fleet/tenants', id },
    before: told(before),
    after: told(after),
  })
  return after
}

async function write(tx: Tx, id: string, input: BodyOf<typeof contract>): Promise<void> {
  try {
    await tx.sql
      .updateTable('fleet_tenants')
      .set((set) => ({
        version: set('version', '+', 1),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.groups === undefined ? {} : { groups: unique(input.groups) }),
        ...(input.tags === undefined ? {} : { tags: unique(input.tags) }),
      }))
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (violatedConstraint(error) === 'fleet_tenants_by_name') throw nameTaken(input.name ?? '')
    throw error
  }
}

function told({ name, url, groups, tags, status }: Tenant) {
  return { name, url, groups, tags, suspended: status === 'suspended' }
}
