import pg from 'pg'
import type { InstanceScope } from '../../journal/run-identity.ts'
import { sendTogether } from './send-together.ts'

/** A transaction as one instance's role, open while the host writes its own rows next to a run's facts. */
export interface RunTransaction {
  instance: InstanceScope
  client: pg.ClientBase
  afterCommit(run: () => void): void
}

/** Statements that make the following ones those of an instance, until the transaction ends. */
export function enterInstance(scope: InstanceScope): string {
  return `set local role ${pg.escapeIdentifier(scope.role)}; set local search_path to ${pg.escapeIdentifier(scope.schema)}, public`
}

/** Reads or writes as an instance's role. The pool is one of pipelining clients. */
export async function asInstance<T>(
  pool: pg.Pool,
  scope: InstanceScope,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    const result = await enterAndWork(client, scope, work)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await giveUp(client)
    throw error
  }
}

/** The same for what only reads: nobody waits for the end of the transaction. */
export async function readAsInstance<T>(
  pool: pg.Pool,
  scope: InstanceScope,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    const result = await enterAndWork(client, scope, work)
    client.query('commit').then(
      () => client.release(),
      () => client.release(true),
    )
    return result
  } catch (error) {
    await giveUp(client)
    throw error
  }
}

/** The first statement travels with the beginning; where that fails, PostgreSQL refuses what follows it. */
async function enterAndWork<T>(
  client: pg.ClientBase,
  scope: InstanceScope,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const sent = sendTogether(client, () => [client.query(`begin; ${enterInstance(scope)}`), work(client)] as const)
  const [begun, worked] = await Promise.allSettled(sent)
  if (begun.status === 'rejected') throw begun.reason
  if (worked.status === 'rejected') throw worked.reason
  return worked.value
}

async function giveUp(client: pg.PoolClient): Promise<void> {
  await client.query('rollback').then(
    () => client.release(),
    () => client.release(true),
  )
}
