import type pg from 'pg'
import type { InstanceScope } from '../journal/run-identity.ts'
import type { ClaimSource } from '../queue/claim.ts'
import { PostgresRunStore } from '../stores/postgres/postgres-run-store.ts'
import type { RunTransaction } from '../stores/postgres/run-transaction.ts'
import type { RunHost } from './host.ts'
import { RunWorker, type RunWorkerOptions } from './run-worker.ts'

export interface CreateRunWorkerOptions
  extends Pick<RunWorkerOptions, 'clock' | 'log' | 'concurrency' | 'limits' | 'flushes'> {
  /** Connections as the deployment's login role, which may become each instance's role. */
  pool: pg.Pool
  /** Pipelining connections for what is appended to journals; some of its own unless given. */
  appendPool?: pg.Pool
  /** Where claims come from; the worker serves its lane `run`. Start it after this call. */
  queue: ClaimSource
  host: RunHost<RunTransaction>
  /** The instance that a role belongs to, or null where this process does not serve it. */
  instanceOf(role: string): InstanceScope | null | Promise<InstanceScope | null>
}

/** A worker on PostgreSQL. Stop it before its queue, so that attempts under way can end. */
export function createRunWorker(options: CreateRunWorkerOptions): RunWorker {
  const { pool, appendPool, queue, host, instanceOf, ...rest } = options
  const store = new PostgresRunStore({
    pool,
    ...(appendPool ? { appendPool } : {}),
    instanceOf: (role) => instanceOf(role),
    recordedTypes: host.recordedTypes ?? [],
    record: async (events, tx) => host.record?.(events, tx),
  })
  const worker = new RunWorker({ ...rest, store, queue, host })
  queue.serve(worker)
  return worker
}
