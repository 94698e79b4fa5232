import pg from 'pg'
import type { InstanceScope } from '../../journal/run-identity.ts'

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

/** Reads or writes as an instance's role. */
export async function asInstance<T>(
  pool: pg.Pool,
  scope: InstanceScope,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; ${enterInstance(scope)}`)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}
