import type { EngineDatabase } from '@tocsin/engine/stores/postgres/engine-database.ts'
import pg from 'pg'

const CLIENTS = 10
/** As many as runs are carried at once where steps are measured. */
const MANY_CLIENTS = 64

type FloorDatabase = Pick<EngineDatabase, 'pool' | 'connectionString'>

/** Commits of one row each per second, ten clients at once: what the disk and the server give at all. */
export async function oneRowCommits(database: FloorDatabase, seconds: number): Promise<number> {
  return perSecond(database, seconds, CLIENTS, async (client) => {
    await client.query({ name: 'row', text: 'insert into floor_rows (body) values ($1)', values: ['{"a":1}'] })
  })
}

/**
 * Nodes per second when each is a transaction of its own: look, write what happened, go on. With ten clients at once and
 * with as many as there are runs, each for half of the time; the better of the two.
 */
export async function oneTransactionPerNode(database: FloorDatabase, seconds: number): Promise<number> {
  const few = await transactions(database, seconds / 2, CLIENTS)
  return Math.max(few, await transactions(database, seconds / 2, MANY_CLIENTS))
}

function transactions(database: FloorDatabase, seconds: number, clients: number): Promise<number> {
  return perSecond(database, seconds, clients, async (client, turn) => {
    await client.query('begin')
    await client.query({
      name: 'look',
      text: 'select seq from floor_runs where id = $1 for update',
      values: [turn.client],
    })
    await client.query({
      name: 'write',
      text: 'insert into floor_journal (run, seq, body) values ($1, $2, $3), ($1, $2 + 1, $3)',
      values: [turn.client, turn.count * 2, '{"a":1}'],
    })
    await client.query({
      name: 'go',
      text: 'update floor_runs set seq = $2 where id = $1',
      values: [turn.client, turn.count],
    })
    await client.query('commit')
  })
}

async function perSecond(
  database: FloorDatabase,
  seconds: number,
  clientCount: number,
  unit: (client: pg.Client, turn: { client: number; count: number }) => Promise<void>,
): Promise<number> {
  await database.pool.query(`
    drop table if exists floor_rows, floor_runs, floor_journal;
    create table floor_rows (id bigint generated always as identity primary key, body json);
    create table floor_runs (id int primary key, seq int);
    create table floor_journal (run int, seq int, body json, primary key (run, seq));
    insert into floor_runs select n, 0 from generate_series(0, ${clientCount}) n`)
  const clients = Array.from(
    { length: clientCount },
    () => new pg.Client({ connectionString: database.connectionString }),
  )
  await Promise.all(clients.map((client) => client.connect()))
  const began = performance.now()
  const until = began + seconds * 1000
  const counts = await Promise.all(
    clients.map(async (client, index) => {
      let count = 0
      while (performance.now() < until) {
        await unit(client, { client: index, count })
        count += 1
      }
      return count
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  await Promise.all(clients.map((client) => client.end()))
  return counts.reduce((sum, count) => sum + count, 0) / elapsed
}
