import type { Selectable } from 'kysely'
import { findIncidentForRun } from '../incidents/index.ts'
import { type Actor, may, notAllowed, notFound, type Tx } from '../platform/index.ts'
import { runColumns } from './run-list.ts'
import type { RunTable } from './tables.ts'
import { findTriageEventForRun } from './triage-subject.ts'

export type RunRow = Omit<Selectable<RunTable>, 'params'>

/** The run, if the caller may see what it is for: the incident or the triage event (INV-09, TRI-08). */
export async function getVisibleRun(tx: Tx, actor: Actor, id: string): Promise<RunRow> {
  const row = /^[0-9a-f-]{36}$/i.test(id)
    ? await tx.sql
        .selectFrom('runs')
        .select([...runColumns])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (!row) throw notFound('run', id)
  if (row.subject_kind === 'incidents' && row.subject_id !== null) await findIncidentForRun(tx, actor, row.subject_id)
  else if (row.subject_kind === 'triage-events' && row.subject_id !== null)
    await findTriageEventForRun(tx, actor, row.subject_id)
  else if (row.subject_kind === null && !may(actor, 'playbook.access')) throw notAllowed('see this run')
  return row
}
