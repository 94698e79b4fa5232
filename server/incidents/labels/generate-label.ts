import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../platform/index.ts'
import { fillPattern, varies } from './label-pattern.ts'
import { getDefaultLabel, getLabelRow } from './label-store.ts'

export interface LabelMaker {
  /** The next candidate; `attempt` counts from 1 and tells apart what the pattern alone does not. */
  next(attempt: number): Promise<string>
}

/**
 * Makes labels by a pattern, or by the default one. A counter is one row that is held until the transaction ends, so
 * parallel creations each get their own number and a creation that fails leaves no gap (LBL-06).
 */
export async function labelMaker(tx: Tx, labelId: string | null): Promise<LabelMaker> {
  const label = labelId === null ? await getDefaultLabel(tx) : await getLabelRow(tx, labelId)
  const source = {
    now: tx.instance.clock.now(),
    count: (counter: string, from: number) => count(tx, label.id, counter, from),
    random: (limit: number) => randomInt(limit),
  }
  return {
    async next(attempt) {
      const text = await fillPattern(label.pattern, source)
      return attempt === 1 || varies(label.pattern) ? text : `${text}-${attempt}`
    },
  }
}

async function count(tx: Tx, labelId: string, counter: string, from: number): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    insert into label_counters (label_id, counter, value) values (${labelId}, ${counter}, ${from})
    on conflict (label_id, counter) do update set value = label_counters.value + 1
    returning value
  `.execute(tx.sql)
  return rows[0]?.value ?? from
}
