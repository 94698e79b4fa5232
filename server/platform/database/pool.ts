import pg from 'pg'
import type { Log } from '../log.ts'

const INT8 = 20
const NUMERIC = 1700

/** A pool whose int8 and numeric columns come as numbers: every count and id of ours fits a double. */
export function createPool(connectionString: string, log: Log, size = 16): pg.Pool {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, Number)
  types.setTypeParser(NUMERIC, Number)
  const pool = new pg.Pool({
    connectionString,
    max: size,
    types,
    keepAlive: true,
    // Statements that do not wait for each other travel together.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'tocsin',
  })
  // A client that loses its server is replaced by the pool. It may say so more than once, idle or taken; where nobody
  // listens, node exits.
  pool.on('error', (error) => log.warn({ err: error }, 'A database connection was lost'))
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug({ err: error }, 'A database connection was lost')),
  )
  return pool
}

/** Quotes an identifier for use in SQL text. */
export function quoteIdentifier(name: string): string {
  return pg.escapeIdentifier(name)
}

const passing = new Set(['40001', '40P01', '57P01', '57P02', '57P03', '08000', '08003', '08006'])

/** True for database errors that a repetition of the whole transaction may cure: deadlock, serialisation, restart. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code))
}

/** The constraint that a statement violated, or null. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError)) return null
  return error.code?.startsWith('23') ? (error.constraint ?? error.code) : null
}
