import { createTestDatabase, type TestDatabase } from '@tocsin/testkit/postgres/index.ts'
import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { createPool } from './pool.ts'
import { SharedReader } from './shared-reader.ts'

describe('reads that are asked for at the same moment', () => {
  let database: TestDatabase
  let pool: pg.Pool
  let reader: SharedReader

  beforeAll(async () => {
    database = await createTestDatabase()
    pool = createPool(database.connectionString, silentLog, 4)
    await pool.query('create table words (word text)')
    reader = new SharedReader(pool, 'begin isolation level repeatable read read only')
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  const ask = (text: string, ...values: unknown[]) => reader.find(CompiledQuery.raw(text, values))

  it('share one transaction, and the same question is asked once', async () => {
    const snapshot = `select pg_current_snapshot()::text, pg_backend_pid() as pid, statement_timestamp() as at, $1::text as name`
    const [first, second, same] = await Promise.all([ask(snapshot, 'a'), ask(snapshot, 'b'), ask(snapshot, 'a')])
    expect(same).toBe(first)
    const [one] = first as { pid: number; name: string }[]
    const [two] = second as { pid: number; name: string }[]
    expect(two?.pid).toBe(one?.pid)
    expect([one?.name, two?.name]).toEqual(['a', 'b'])
  })

  it('see what was committed before they were asked, also while others are under way (ROL-06)', async () => {
    const read = () => ask('select word from words order by word')
    const counts: { inserted: number; seen: Promise<unknown[]> }[] = []
    for (let inserted = 1; inserted <= 20; inserted += 1) {
      void read()
      await pool.query('insert into words values ($1)', [String(inserted)])
      counts.push({ inserted, seen: read() })
    }
    for (const { inserted, seen } of counts) expect((await seen).length).toBeGreaterThanOrEqual(inserted)
  })

  it('do not suffer from one that fails', async () => {
    const asked = await Promise.allSettled([
      ask('select 1 as good'),
      ask('select 1 / $1::int', 0),
      ask('select $1::int as behind', 3),
    ])
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(asked[1]).toMatchObject({ reason: { message: 'division by zero' } })
    expect(asked[2]).toMatchObject({ value: [{ behind: 3 }] })
    expect(pool.waitingCount).toBe(0)
  })

  it('are refused where they would write', async () => {
    await expect(ask(`insert into words values ('no')`)).rejects.toThrow(/read-only transaction/)
  })

  it('fail with their connection, and the next ones have another', async () => {
    const cut = await Promise.allSettled([
      ask('select pg_terminate_backend(pg_backend_pid())'),
      ask(`select 'second' as word`),
    ])
    // Each is asked again by itself; only the one that ends its own connection fails in the end.
    expect(cut[0]?.status).toBe('rejected')
    expect(cut[1]).toMatchObject({ status: 'fulfilled', value: [{ word: 'second' }] })
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }])
  })
})
