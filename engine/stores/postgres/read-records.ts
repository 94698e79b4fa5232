import type { RunVersion } from '../../decide/index.ts'
import type { Entry, JournalRecord, RunStatus } from '../../journal/entry.ts'

/** A run with its history as one row. */
export interface RunRecordRow {
  status: RunStatus
  error: string | null
  version: RunVersion
  records: { seq: number; at: string; entry: Entry }[] | null
}

export function readRecords(row: Pick<RunRecordRow, 'records'>): JournalRecord[] {
  return (row.records ?? []).map((record) => ({ ...record, at: new Date(record.at) }))
}
