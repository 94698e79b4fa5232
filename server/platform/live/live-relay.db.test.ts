import type { LiveChange } from '@tocsin/contracts'
import { eventually } from '@tocsin/testkit'
import { createTestDatabase, type TestDatabase } from '@tocsin/testkit/postgres/index.ts'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPool } from '../database/pool.ts'
import { silentLog } from '../log.ts'
import { createLiveRelay } from './live-relay.ts'

const LISTENING = `select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`

describe('the relay of live changes', () => {
  let database: TestDatabase
  let pool: pg.Pool
  beforeEach(async () => {
    database = await createTestDatabase()
    pool = createPool(database.connectionString, silentLog, 4)
  })
  afterEach(async () => {
    await pool.end()
    await database.drop()
  })

  it('tells other processes, and does so again after its connection was cut', async () => {
    const [here, there] = [createLiveRelay(pool, silentLog), createLiveRelay(pool, silentLog)]
    const heard: LiveChange[] = []
    there.listen('acme', (change) => heard.push(change))
    await here.start()
    await there.start()
    here.send('acme', { resource: 'runs', id: '1' })
    await eventually(async () => heard.some(({ id }) => id === '1'), 'the first change')
    await pool.query(`select pg_terminate_backend(pid) from (${LISTENING}) as listening`)
    await eventually(async () => {
      here.send('acme', { resource: 'runs', id: '2' })
      return heard.some(({ id }) => id === '2')
    }, 'a change after the cut')
    await here.stop()
    await there.stop()
  })

  it('stops quietly, also when it hears of the end of its connection after it gave that back', async () => {
    const taken: pg.PoolClient[] = []
    pool.on('acquire', (client) => taken.push(client))
    const relay = createLiveRelay(pool, silentLog)
    await relay.start()
    await relay.stop()
    // As PostgreSQL says it when it stops before it has read that the connection is given up.
    expect(() =>
      taken[0]?.emit('error', new Error('terminating connection due to administrator command')),
    ).not.toThrow()
    await eventually(async () => (await pool.query(LISTENING)).rows.length === 0, 'the end of the connection')
  })
})
