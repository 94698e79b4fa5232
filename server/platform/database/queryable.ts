import type { Queryable } from '@tocsin/engine/queue/index.ts'
import { CompiledQuery } from 'kysely'
import type { Tx } from '../instance.ts'

/** The transaction as the engine takes it: SQL text with numbered values. */
export function queryable(tx: Tx): Queryable {
  return {
    async query(text, values = []) {
      const result = await tx.sql.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))
      const affected = result.numAffectedRows === undefined ? result.rows.length : Number(result.numAffectedRows)
      return { rows: result.rows, rowCount: affected }
    },
  }
}
