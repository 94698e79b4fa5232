import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from './test-database.ts'

async function ask(connectionString: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

describe('the test database', () => {
  it('is fresh each time, and belongs to an ordinary role', async () => {
    const one = await createTestDatabase()
    const two = await createTestDatabase()
    await ask(one.connectionString, 'create table kept (id int)')
    const seen = await ask(
      two.connectionString,
      `select to_regclass('kept') as kept, rolsuper, rolcreatedb, rolcreaterole
      from pg_roles where rolname = current_user`,
    )
    expect(seen.rows).toEqual([{ kept: null, rolsuper: false, rolcreatedb: true, rolcreaterole: true }])
    await Promise.all([one.drop(), two.drop()])
  })

  it('copies a template, and drops under an open connection', async () => {
    const template = await createTestDatabase()
    await ask(template.connectionString, 'create table kept as select 7 as id')
    const copy = await createTestDatabase({ template: new URL(template.connectionString).pathname.slice(1) })
    const open = new pg.Client(copy.connectionString)
    open.on('error', () => {})
    await open.connect()
    expect((await open.query('select id from kept')).rows).toEqual([{ id: 7 }])
    await copy.drop()
    await expect(ask(copy.connectionString, 'select 1')).rejects.toThrow(/does not exist/)
    await template.drop()
  })
})
