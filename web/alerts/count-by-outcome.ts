import type { AlertOutcome, summarizeAlerts } from '@tocsin/contracts/alert.ts'
import type { ResponseOf } from '@tocsin/contracts/endpoint.ts'

/** How many alerts came to what, over all rules; the sum is all that were received. */
export function countByOutcome({ items }: Pick<ResponseOf<typeof summarizeAlerts>, 'items'>) {
  const counts: Record<AlertOutcome, number> = { pending: 0, incident: 0, triage: 0, dropped: 0, failed: 0 }
  for (const { outcome, count } of items) counts[outcome] += count
  return counts
}
