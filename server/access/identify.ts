import { withPrerequisites } from '@tocsin/contracts'
import type { FastifyRequest } from 'fastify'
import type { Actor, Instance } from '../platform/index.ts'
import { capabilitiesOf, sessionProfiles } from './rights.ts'
import { isToTouch, touchSession } from './session-store.ts'
import type { Guest } from './tables.ts'
import { hashToken } from './token.ts'

/** One cookie per instance, so that a browser may be signed in to several of one deployment. */
export function sessionCookieName(instance: Instance): string {
  return `tocsin_session_${instance.slug}`
}

/** Who sends this request: a bearer key of this instance or a session of this instance; capabilities are read anew, so changes act at once (ROL-06). */
export async function identify(instance: Instance, request: FastifyRequest): Promise<Actor | null> {
  const authorization = request.headers.authorization
  if (authorization !== undefined) {
    const [scheme, key] = authorization.split(' ', 2)
    if (scheme?.toLowerCase() !== 'bearer' || !key) return null
    return identifyKey(instance, key)
  }
  const token = request.cookies[sessionCookieName(instance)]
  if (!token) return null
  return identifySession(instance, token)
}

/**
 * Who sends this request to the calls that follow another product: `id:key` of an API key as basic authentication
 * (API-01), or an API key as bearer. A browser's session does not count.
 */
export async function identifyProgram(instance: Instance, request: FastifyRequest): Promise<Actor | null> {
  const [scheme, credentials] = (request.headers.authorization ?? '').split(' ', 2)
  if (!credentials) return null
  if (scheme?.toLowerCase() === 'bearer') return identifyKey(instance, credentials)
  if (scheme?.toLowerCase() !== 'basic') return null
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return colon < 0 ? null : identifyKey(instance, pair.slice(colon + 1), pair.slice(0, colon))
}

/** `id`: the key must be this one. */
async function identifyKey(instance: Instance, key: string, id?: string): Promise<Actor | null> {
  const [row] = await instance.database.find((sql) =>
    sql
      .selectFrom('api_keys')
      .innerJoin('profiles', 'profiles.id', 'api_keys.profile_id')
      .select(['api_keys.id', 'api_keys.name', 'api_keys.last_used_at', 'profiles.capabilities'])
      .where('api_keys.key_hash', '=', hashToken(key))
      .where('api_keys.revoked_at', 'is', null),
  )
  if (!row || (id !== undefined && row.id !== id.trim().toLowerCase())) return null
  const now = instance.clock.now()
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await instance.database.write((tx) =>
      tx.sql.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute(),
    )
  }
  return {
    kind: 'api-key',
    id: row.id,
    name: row.name,
    capabilities: withPrerequisites(row.capabilities),
    userId: null,
    signedInFrom: null,
    sessionHash: null,
  }
}

async function identifySession(instance: Instance, token: string): Promise<Actor | null> {
  const hash = hashToken(token)
  const [row] = await instance.database.find((sql) =>
    sql
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['users.id', 'users.name', 'sessions.guest', 'sessions.last_seen_at', sessionProfiles.as('held')])
      .where('sessions.token_hash', '=', hash)
      .where('sessions.expires_at', '>', instance.clock.now())
      .where('users.active', '=', true),
  )
  if (!row?.held) return null
  const guest: Guest | null = row.guest
  if (isToTouch(instance, row.last_seen_at)) await instance.database.write((tx) => touchSession(tx, hash))
  return {
    kind: guest ? 'mssp' : 'user',
    id: guest?.id ?? row.id,
    name: guest ? `${guest.name} (${guest.from})` : row.name,
    capabilities: capabilitiesOf(row.held),
    userId: row.id,
    signedInFrom: guest?.from ?? null,
    sessionHash: hash,
  }
}
