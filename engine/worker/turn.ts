import type { JournalRecord } from '../journal/entry.ts'
import type { NewValue } from '../journal/run-store.ts'

/** What one turn of a run takes in and decides, committed together. */
export interface Turn {
  at: Date
  records: JournalRecord[]
  values: NewValue[]
  consumed: number[]
  /** Places taken at the gate for attempts of this turn. */
  taken: number
}
