import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { dropDatabase } from './drop-database.ts'

export interface TestDatabase {
  connectionString: string
  /** Ends whatever is still connected and removes the database with the roles of its instances. */
  drop(): Promise<void>
}

/**
 * Makes a fresh database on the server of this test run; with `template`, a copy of that database (nobody may be
 * connected to it meanwhile).
 */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const server = process.env.TOCSIN_TEST_DATABASE_URL
  if (!server)
    throw new Error('TOCSIN_TEST_DATABASE_URL is not set: run tests with the configuration of the project root.')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.template === undefined ? '' : ` template ${pg.escapeIdentifier(options.template)}`
  await onServer(server, (client) => client.query(`create database ${name}${template}`))
  const connectionString = withDatabase(server, name)
  return {
    connectionString,
    async drop() {
      const roles = await rolesOfInstances(connectionString)
      await onServer(server, async (client) => {
        await dropDatabase(client, name)
        for (const role of roles) await client.query(`drop role if exists ${pg.escapeIdentifier(role)}`)
      })
    },
  }
}

async function rolesOfInstances(connectionString: string): Promise<string[]> {
  return onServer(connectionString, async (client) => {
    const present = await client.query(`select to_regclass('tocsin.instances') is not null as present`)
    if (!present.rows[0]?.present) return []
    const roles = await client.query<{ role: string }>('select role from tocsin.instances')
    return roles.rows.map((row) => row.role)
  })
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

function withDatabase(connectionString: string, name: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${name}`
  return url.toString()
}
