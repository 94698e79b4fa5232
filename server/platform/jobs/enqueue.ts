import { sql } from 'kysely'
import type { Tx } from '../instance.ts'

export interface NewJob {
  kind: string
  /** Unique per instance and kind: the same work is queued once. */
  ref: string
  payload?: unknown
  /** Not before this moment; now unless told. */
  availableAt?: Date
}

/** Queues background work in the transaction of the change; a job already queued under this ref is woken instead. */
export async function enqueue(tx: Tx, job: NewJob): Promise<void> {
  await sql`
    insert into tocsin.work (lane, kind, ref, payload, available_at)
    values ('job', ${job.kind}, ${job.ref}, ${JSON.stringify(job.payload ?? {})}::jsonb, coalesce(${job.availableAt ?? null}::timestamptz, now()))
    on conflict (instance_role, kind, ref) do update
      set payload = excluded.payload, available_at = least(tocsin.work.available_at, excluded.available_at)
  `.execute(tx.sql)
  tx.afterCommit(() => tx.instance.wakeWorkers())
}
