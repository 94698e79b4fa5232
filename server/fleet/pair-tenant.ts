import type { BodyOf } from '@tocsin/contracts'
import type { pairTenant as contract } from '@tocsin/contracts/fleet.ts'
import { beginPairing } from '../link/index.ts'
import { type Actor, Failure, type Instance, type Tx, violatedConstraint } from '../platform/index.ts'
import { retire } from './unpair-tenant.ts'

export type PairingInput = BodyOf<typeof contract>

/** Pairs this console with a tenant, hosted or remote alike, over HTTP (FLT-02). Gives the tenant's id. */
export async function pairTenant(instance: Instance, actor: Actor, input: PairingInput): Promise<string> {
  const namesake = await instance.database.read((tx) => findByName(tx, input.name))
  if (namesake && namesake.status !== 'ended') throw nameTaken(input.name)
  return beginPairing(instance, actor, {
    url: input.url,
    code: input.code,
    mode: input.mode,
    note: (tx, id) => insertTenant(tx, id, input),
  })
}

async function insertTenant(tx: Tx, id: string, input: PairingInput): Promise<void> {
  const namesake = await findByName(tx, input.name)
  // A tenant that left by itself and is paired anew takes its old place.
  if (namesake?.status === 'ended') await retire(tx, namesake.id)
  try {
    await tx.sql
      .insertInto('fleet_tenants')
      .values({ id, name: input.name, groups: unique(input.groups), tags: unique(input.tags) })
      .execute()
  } catch (error) {
    if (violatedConstraint(error) === 'fleet_tenants_by_name') throw nameTaken(input.name)
    throw error
  }
}

async function findByName(tx: Tx, name: string) {
  return tx.sql
    .selectFrom('fleet_tenants')
    .innerJoin('link_pairings', 'link_pairings.id', 'fleet_tenants.id')
    .select(['fleet_tenants.id', 'link_pairings.status'])
    .where((where) => where(where.fn('lower', ['fleet_tenants.name']), '=', name.toLowerCase()))
    .where('fleet_tenants.left_at', 'is', null)
    .executeTakeFirst()
}

export function unique(labels: readonly string[]): string[] {
  return [...new Set(labels)]
}

export function nameTaken(name: string): Failure {
  return new Failure('name_taken', `There is already a tenant "${name}".`, [{ path: 'name', message: 'is taken' }])
}
