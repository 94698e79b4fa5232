import { createTestDatabase } from '@tocsin/testkit/postgres/index.ts'
import { expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { createPool } from './pool.ts'

it('survives that a connection which is taken, but asks nothing, loses its server more than once', async () => {
  const database = await createTestDatabase()
  const pool = createPool(database.connectionString, silentLog, 2)
  const taken = await pool.connect()
  // As PostgreSQL says it when it dies: the refusal first, the end of the connection after it.
  expect(taken.emit('error', new Error('terminating connection due to unexpected postmaster exit'))).toBe(true)
  expect(taken.emit('error', new Error('Connection terminated unexpectedly'))).toBe(true)
  taken.release(true)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await pool.end()
  await database.drop()
})
