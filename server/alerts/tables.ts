import type { AlertOutcome } from '@tocsin/contracts/alert.ts'
import type { ColumnType, Generated } from 'kysely'
import type { Stamp } from '../platform/index.ts'

export interface AlertTable {
  id: Generated<number>
  source_id: string
  digest: Buffer
  raw: ColumnType<unknown, string, never>
  title: string
  occurred_at: Date | null
  received_at: Stamp
  outcome: Generated<AlertOutcome>
  rule_id: string | null
  rule_name: string | null
  result_kind: 'incidents' | 'triage-events' | null
  result_id: string | null
  reason: string | null
  processed_at: Date | null
  duplicates: Generated<number>
  last_seen_at: Stamp
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    alerts: AlertTable
  }
}
