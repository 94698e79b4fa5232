import { sql } from 'kysely'
import type { Tx } from '../instance.ts'
import { isPassing } from './pool.ts'

/**
 * Does one piece of several in a transaction so that one that fails takes nothing of the others with it. Gives what
 * `work` gave, or what it threw after all it wrote is taken back; what it left for after the commit goes the same way.
 * Throws errors that a repetition of the whole transaction may cure.
 */
export async function inSavepoint<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<{ done: T } | { failed: unknown }> {
  const afterCommit: (() => void)[] = []
  await sql`savepoint piece`.execute(tx.sql)
  try {
    const done = await work({ ...tx, afterCommit: (run) => afterCommit.push(run) })
    await sql`release savepoint piece`.execute(tx.sql)
    for (const run of afterCommit) tx.afterCommit(run)
    return { done }
  } catch (failed) {
    if (isPassing(failed)) throw failed
    await sql`rollback to savepoint piece`.execute(tx.sql)
    return { failed }
  }
}
