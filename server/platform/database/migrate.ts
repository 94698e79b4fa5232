import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { Failure } from '../failure.ts'
import type { Log } from '../log.ts'
import { quoteIdentifier } from './pool.ts'

export interface Migration {
  name: string
  checksum: string
  sql: string
}

/** Reads one SQL file as a migration under the given name. */
export async function readMigration(path: string, name: string): Promise<Migration> {
  const sql = await readFile(path, 'utf8')
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

/** Reads numbered SQL files in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return Promise.all(names.map((name) => readMigration(join(folder, name), name)))
}

/** The advisory lock that lets one process migrate a schema while others wait. */
const MIGRATION_LOCK = 0x70c51
const INTERNAL_SCHEMA = 'tocsin'

/**
 * Brings one schema up to date, each file in a transaction of its own, so that a killed migration goes on where it
 * stopped. Two processes take turns. Refuses data that a newer version of the program has written.
 */
export async function migrateSchema(
  pool: pg.Pool,
  schema: string,
  migrations: readonly Migration[],
  log: Log,
): Promise<number> {
  const client = await pool.connect()
  let applied = 0
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [MIGRATION_LOCK, schema])
    const known = new Map(migrations.map((migration) => [migration.name, migration]))
    const done = await readApplied(client, schema)
    for (const [name, checksum] of done) {
      const migration = known.get(name)
      if (!migration) throw newerData(schema, name)
      if (migration.checksum !== checksum) {
        throw new Failure(
          'wrong_state',
          `Migration ${name} was changed after it ran on ${schema}. Restore the file; add a new one for new changes.`,
        )
      }
    }
    for (const migration of migrations) {
      if (done.has(migration.name)) continue
      await client.query('begin')
      await client.query(`set local search_path to ${quoteIdentifier(schema)}, public`)
      await client.query(migration.sql)
      await client.query(
        `insert into ${quoteIdentifier(INTERNAL_SCHEMA)}.schema_migrations (schema, name, checksum) values ($1, $2, $3)`,
        [schema, migration.name, migration.checksum],
      )
      await client.query('commit')
      applied += 1
      log.debug({ schema, migration: migration.name }, 'Migrated')
    }
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [MIGRATION_LOCK, schema])
    client.release()
    return applied
  } catch (error) {
    // Closing the connection rolls back and gives the lock free, whatever state it is in.
    client.release(true)
    if (error instanceof pg.DatabaseError) {
      throw new Failure('wrong_state', `Migration of ${schema} failed: ${error.message}`, undefined, { cause: error })
    }
    throw error
  }
}

function newerData(schema: string, name: string): Failure {
  return new Failure(
    'wrong_state',
    `The data was written by a newer version (migration ${name} of ${schema} is not known here). Start that version or a later one.`,
  )
}

async function readApplied(client: pg.PoolClient, schema: string): Promise<Map<string, string>> {
  const rows = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from tocsin.schema_migrations where schema = $1',
    [schema],
  )
  return new Map(rows.rows.map((row) => [row.name, row.checksum]))
}

/** Makes the deployment's own schema with the record of what has been applied where. */
export async function prepareMigrationRecord(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query('create schema if not exists tocsin')
    await client.query(`create table if not exists tocsin.schema_migrations (
      schema text not null,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      primary key (schema, name)
    )`)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
