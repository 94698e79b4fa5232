import type { Entry, JournalRecord } from '../../journal/entry.ts'

/**
 * The journal of the run `r` as one JSON value. A row holds what was appended together: a list of entries with numbers
 * from `seq` on, or one entry, as older versions wrote it.
 */
export const JOURNAL = `
  (select json_agg(json_build_object('seq', j.seq, 'at', j.at, 'entry', j.entry) order by j.seq)
    from run_journal j where j.run_id = r.id) as journal`

export interface JournalRow {
  seq: number
  at: string
  entry: Entry | Entry[]
}

/** The facts of those rows, one by one. */
export function readJournal(rows: readonly JournalRow[] | null): JournalRecord[] {
  return (rows ?? []).flatMap(({ seq, at, entry }) => {
    const moment = new Date(at)
    const entries = Array.isArray(entry) ? entry : [entry]
    return entries.map((each, index) => ({ seq: seq + index, at: moment, entry: each }))
  })
}
