import type { Known } from './value-source.ts'

/** What decide is given besides version and state. */
export interface DecideContext extends Known {
  runId: string
  now: Date
  /** Most iterations of one node (PLC-18). */
  maxIterations: number
  /** How many attempts may be begun now; the rest is asked for in `wanted`. */
  mayBegin: number
  /** What open conditions read may have changed. */
  lookAgain?: boolean
}
