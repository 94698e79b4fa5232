import pg from 'pg'
import { Failure } from '../failure.ts'
import type { Log } from '../log.ts'

const OLDEST_MAJOR = 15

/** Refuses, in one line that says what to do, a database that cannot carry the product. */
export async function checkExternalDatabase(url: string, log: Log): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new Failure(
      'unavailable',
      `Cannot connect to TOCSIN_DATABASE_URL (${withoutPassword(url)}): ${reason(error)}. Check address, user and password.`,
    )
  }
  try {
    const { rows } = await client.query<{
      version: number
      may_create_roles: boolean
      superuser: boolean
      may_create: boolean
    }>(`
      select current_setting('server_version_num')::int / 10000 as version, rolcreaterole as may_create_roles,
             rolsuper as superuser, has_database_privilege(current_database(), 'CREATE') as may_create
      from pg_roles where rolname = current_user`)
    const found = rows[0]
    if (!found) throw new Failure('unavailable', 'The database does not know its own user.')
    if (found.version < OLDEST_MAJOR) {
      throw new Failure(
        'unavailable',
        `TOCSIN_DATABASE_URL is PostgreSQL ${found.version}; version ${OLDEST_MAJOR} or later is needed.`,
      )
    }
    if (found.superuser) {
      log.warn(
        'TOCSIN_DATABASE_URL connects as a superuser. Every transaction still drops to its instance, but an ordinary user with CREATEROLE that owns the database is safer.',
      )
      return
    }
    if (!found.may_create_roles || !found.may_create) {
      throw new Failure(
        'not_allowed',
        'The user of TOCSIN_DATABASE_URL needs CREATEROLE and CREATE on its database: each instance gets a schema and a role of its own.',
      )
    }
  } finally {
    await client.end()
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError)
    return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join(', ')
  return error instanceof Error ? error.message : String(error)
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  parsed.password = ''
  return parsed.toString()
}
