import type { JournalRecord } from '../../journal/entry.ts'

/** One attempt of an iteration as its journal tells it. */
export interface Attempt {
  number: number
  startedAt: Date
  /** Null while it is under way. */
  finishedAt: Date | null
  /** `stopped`: the next repetition took its place; `lost`: nobody knows whether it happened. */
  status: 'running' | 'succeeded' | 'failed' | 'lost' | 'stopped'
  error: string | null
}

interface Iteration {
  node: string
  round: number
  iteration: number
}

/** A schedule may repeat for days; people look at the end of it. */
const MOST_KEPT = 100

/** Gives the attempts of an iteration in order, the latest 100 of many. */
export function attemptHistory(records: readonly JournalRecord[]): (of: Iteration) => Attempt[] {
  const known = new Map<string, Attempt[]>()
  for (const { at, entry } of records) {
    if (entry.type === 'attempt-started') {
      const all = known.get(keyOf(entry)) ?? []
      all.push({ number: entry.attempt, startedAt: at, finishedAt: null, status: 'running', error: null })
      if (all.length > MOST_KEPT) all.shift()
      known.set(keyOf(entry), all)
    } else if (entry.type === 'attempt-finished' || entry.type === 'attempt-lost' || entry.type === 'attempt-stopped') {
      const found = known.get(keyOf(entry))?.findLast(({ number }) => number === entry.attempt)
      if (!found || found.finishedAt !== null) continue
      found.finishedAt = at
      found.status = outcomeOf(entry)
      found.error = entry.type === 'attempt-finished' ? (entry.error ?? null) : null
    }
  }
  return (of) => known.get(keyOf(of)) ?? []
}

function outcomeOf(
  entry: { type: 'attempt-finished'; status: 'succeeded' | 'failed' } | { type: 'attempt-lost' | 'attempt-stopped' },
): Attempt['status'] {
  if (entry.type === 'attempt-finished') return entry.status
  return entry.type === 'attempt-lost' ? 'lost' : 'stopped'
}

function keyOf({ node, round, iteration }: Iteration): string {
  return `${round}/${iteration}/${node}`
}
