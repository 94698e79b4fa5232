import type { Json } from '@tocsin/contracts'
import type { Severity, TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { validateFieldValues } from '../custom-fields/index.ts'
import { type FoundEntity, harvestValue, recordEntities } from '../entities/index.ts'
import { type Actor, cleanHtml, emit, type Tx } from '../platform/index.ts'
import { readChoices } from './read-choices.ts'
import { FIRST_STATUS } from './triage-event.ts'
import { getTriageEvent } from './triage-store.ts'

export interface NewTriageEvent {
  title: string
  /** HTML. */
  description?: string
  status?: string
  type?: string | null
  severity?: Severity | null
  /** Custom fields by internal name. */
  fields?: Record<string, Json>
  source: string
  alertId?: number | null
  /** Known already, beside those that its texts hold. */
  entities?: readonly FoundEntity[]
}

/** Adds an event to triage (TRI-02). Throws `invalid_input` naming each wrong field. */
export async function addToTriage(tx: Tx, actor: Actor, input: NewTriageEvent): Promise<TriageEvent> {
  const choices = await readChoices(tx, input, null)
  const fields = await validateFieldValues(tx, 'triage', input.fields ?? {}, { partial: false })
  const description = cleanHtml(input.description ?? '')
  const { id } = await tx.sql
    .insertInto('triage_events')
    .values({
      title: input.title,
      description,
      status: choices.status ?? FIRST_STATUS,
      type: choices.type ?? null,
      severity: input.severity ?? null,
      source: input.source,
      fields: JSON.stringify(fields),
      generated_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      alert_id: input.alertId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = await getTriageEvent(tx, actor, id)
  await emit(tx, actor, { type: 'TriageEventCreated', subject: { kind: 'triage-events', id }, after })
  const found = [...harvestValue([input.title, description, fields]), ...(input.entities ?? [])]
  await recordEntities(tx, actor, found, { kind: 'triage-events', id })
  return after
}
