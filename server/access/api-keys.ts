import type { ActorRef } from '@tocsin/contracts'
import type { ApiKey } from '@tocsin/contracts/access.ts'
import { type Actor, emit, Failure, notFound, type Tx } from '../platform/index.ts'
import { refuseMoreThanOwn } from './grant-limit.ts'
import { getProfileByName } from './profile-store.ts'
import { heldProfiles } from './rights.ts'
import { newApiKey } from './token.ts'

/** Makes a key that may at most what its maker may; without a profile it gets the maker's own. */
export async function createApiKey(
  tx: Tx,
  actor: Actor,
  input: { name: string; profile?: string },
): Promise<{ id: string; key: string }> {
  const profile = await getProfileByName(tx, input.profile ?? (await ownProfileName(tx, actor)))
  refuseMoreThanOwn(actor, profile)
  const { key, hash } = newApiKey()
  const createdBy: ActorRef = { kind: actor.kind, id: actor.id, name: actor.name }
  const { id } = await tx.sql
    .insertInto('api_keys')
    .values({ name: input.name, key_hash: hash, profile_id: profile.id, created_by: JSON.stringify(createdBy) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await emit(tx, actor, {
    type: 'ApiKeyCreated',
    subject: { kind: 'api-keys', id },
    after: { name: input.name, profile: profile.name },
  })
  return { id, key }
}

async function ownProfileName(tx: Tx, actor: Actor): Promise<string> {
  if (actor.userId === null) {
    const key = await tx.sql
      .selectFrom('api_keys')
      .innerJoin('profiles', 'profiles.id', 'api_keys.profile_id')
      .select('profiles.name')
      .where('api_keys.id', '=', actor.id)
      .executeTakeFirstOrThrow()
    return key.name
  }
  const user = await tx.sql
    .selectFrom('users')
    .select(heldProfiles().as('held'))
    .where('id', '=', actor.userId)
    .executeTakeFirstOrThrow()
  const [profile, ...more] = user.held ?? []
  if (profile && more.length === 0) return profile.name
  throw new Failure('invalid_input', 'Your groups give you several profiles, and a key has one: choose which.', [
    { path: 'profile', message: 'has to be chosen' },
  ])
}

export async function listApiKeys(tx: Tx): Promise<{ items: ApiKey[] }> {
  const rows = await tx.sql
    .selectFrom('api_keys')
    .innerJoin('profiles', 'profiles.id', 'api_keys.profile_id')
    .select([
      'api_keys.id',
      'api_keys.name',
      'profiles.name as profile',
      'api_keys.created_by',
      'api_keys.created_at',
      'api_keys.last_used_at',
      'api_keys.revoked_at',
    ])
    .orderBy('api_keys.created_at', 'desc')
    .execute()
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      profile: row.profile,
      createdBy: row.created_by as ActorRef,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  }
}

export async function revokeApiKey(tx: Tx, actor: Actor, id: string): Promise<void> {
  const revoked = await tx.sql
    .updateTable('api_keys')
    .set({ revoked_at: tx.instance.clock.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  if (!revoked) throw notFound('API key', id)
  await emit(tx, actor, { type: 'ApiKeyRevoked', subject: { kind: 'api-keys', id }, after: { name: revoked.name } })
}
