import { createTestDatabase, type TestDatabase } from '@tocsin/testkit/postgres/index.ts'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { type Migration, migrateSchema, prepareMigrationRecord } from './migrate.ts'
import { createPool } from './pool.ts'

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: `checksum of ${sql}` })
const first = migration('0001-first.sql', 'create table first (id integer); insert into first values (1)')
const second = migration('0002-second.sql', 'insert into first values (2)')

describe('migrations of one schema', () => {
  let database: TestDatabase
  let pool: pg.Pool
  let schema: string
  let number = 0

  beforeAll(async () => {
    database = await createTestDatabase()
    pool = createPool(database.connectionString, silentLog, 8)
    await prepareMigrationRecord(pool)
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })
  beforeEach(async () => {
    number += 1
    schema = `i_${number}`
    await pool.query(`create schema ${schema}`)
  })

  const migrate = (...list: Migration[]) => migrateSchema(pool, schema, list, silentLog)
  const rows = async () =>
    (await pool.query<{ id: number }>(`select id from ${schema}.first order by id`)).rows.map((row) => row.id)

  it('run once each, however many processes start at the same moment', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(first, second)))
    expect(applied.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await rows()).toEqual([1, 2])
  })

  it('go on where they stopped, and keep nothing of the one that failed', async () => {
    const broken = migration('0002-second.sql', 'insert into first values (2); select 1/0')
    await expect(migrate(first, broken)).rejects.toThrow(/division by zero/)
    expect(await rows()).toEqual([1])
    expect(await migrate(first, second)).toBe(1)
    expect(await rows()).toEqual([1, 2])
  })

  it('refuse data that a newer version wrote, and say to start that one', async () => {
    await migrate(first, second)
    await expect(migrate(first)).rejects.toThrow(/newer version .*0002-second/)
  })

  it('refuse a file that was changed after it ran', async () => {
    await migrate(first)
    await expect(migrate(migration(first.name, 'select 2'))).rejects.toThrow(/was changed after it ran/)
  })

  it('of several schemas run beside each other', async () => {
    const schemas = ['side_a', 'side_b', 'side_c']
    for (const name of schemas) await pool.query(`create schema ${name}`)
    const applied = await Promise.all(schemas.map((name) => migrateSchema(pool, name, [first, second], silentLog)))
    expect(applied).toEqual([2, 2, 2])
  })
})
