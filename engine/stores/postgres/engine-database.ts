import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { InstanceScope } from '../../journal/run-identity.ts'
import { asInstance } from './run-transaction.ts'

/** A database of its own with the engine's tables for some instances, for tests and measurements. */
export interface EngineDatabase {
  connectionString: string
  pool: pg.Pool
  instances: InstanceScope[]
  instanceOf(role: string): InstanceScope | null
  inInstance<T>(instance: InstanceScope, work: (client: pg.ClientBase) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

const sqlFile = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

/** Makes it on the server of `serverUrl`, where the login role may create databases and roles. */
export async function createEngineDatabase(serverUrl: string, instanceCount = 2): Promise<EngineDatabase> {
  const name = `engine_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, (client) => client.query(`create database ${name}`))
  const connectionString = withDatabase(serverUrl, name)
  const pool = new pg.Pool({ connectionString, max: 12, pipeline: true })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const instances = Array.from({ length: instanceCount }, (_, index) => {
    const id = `${name}_${index}`
    return { role: id, schema: id }
  })
  await onServer(connectionString, async (client) => {
    await client.query('create schema tocsin')
    await client.query(await sqlFile('./work.sql'))
    for (const instance of instances) await createInstance(client, instance)
  })
  return {
    connectionString,
    pool,
    instances,
    instanceOf: (role) => instances.find((instance) => instance.role === role) ?? null,
    inInstance: (instance, work) => asInstance(pool, instance, work),
    async drop() {
      await pool.end()
      await onServer(serverUrl, async (client) => {
        // Not `with (force)`: an ordinary role may not end a vacuum worker, which PostgreSQL itself sends away.
        await client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = $1 and backend_type = 'client backend' and pid <> pg_backend_pid()`,
          [name],
        )
        await client.query(`drop database if exists ${name}`)
        for (const { role } of instances) await client.query(`drop role if exists ${role}`)
      })
    },
  }
}

async function createInstance(client: pg.ClientBase, { role, schema }: InstanceScope): Promise<void> {
  await client.query(`create role ${role} nologin noinherit`)
  const version = await client.query<{ server_version_num: string }>('show server_version_num')
  const options = Number(version.rows[0]?.server_version_num) >= 160000 ? 'with inherit false, set true' : ''
  await client.query(`grant ${role} to current_user ${options}`)
  await client.query(`
    create schema ${schema};
    grant usage on schema ${schema}, tocsin to ${role};
    alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema ${schema} grant usage, select on sequences to ${role};
    grant select, insert, update, delete on tocsin.work to ${role}`)
  await client.query(`begin; set local search_path to ${schema}, public`)
  await client.query(await sqlFile('./instance.sql'))
  await client.query(await sqlFile('./instance-calls.sql'))
  await client.query('commit')
}

async function onServer<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.toString()
}
