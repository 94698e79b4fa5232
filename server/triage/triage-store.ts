import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { sql, type UpdateObject } from 'kysely'
import { type Actor, Failure, notAllowed, notFound, type Tables, type Tx } from '../platform/index.ts'
import { mayOpen, triageAbilities } from './triage-event.ts'

export function selectTriageEvents(tx: Tx) {
  return tx.sql
    .selectFrom('triage_events')
    .leftJoin('users', 'users.id', 'triage_events.owner_id')
    .selectAll('triage_events')
    .select('users.name as owner_name')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectTriageEvents>['execute']>>[number]

export function toTriageEvent(row: Row, actor: Actor): TriageEvent {
  const situation = { state: row.state, ownerId: row.owner_id, ownerName: row.owner_name }
  return {
    id: row.id,
    state: row.state,
    title: row.title,
    description: row.description,
    status: row.status,
    type: row.type,
    severity: row.severity,
    source: row.source,
    fields: row.fields,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    generatedBy: row.generated_by,
    alertId: row.alert_id,
    incidentId: row.incident_id,
    closingNote: row.closing_note,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    abilities: triageAbilities(situation, actor),
  }
}

/** One event; another's only with Access all (TRI-19). */
export async function getTriageEvent(tx: Tx, actor: Actor, id: string | number): Promise<TriageEvent> {
  const row = await selectTriageEvents(tx)
    .where(sql<boolean>`triage_events.id::text = ${String(id)}`)
    .executeTakeFirst()
  if (!row) throw notFound('triage event', String(id))
  const situation = { state: row.state, ownerId: row.owner_id, ownerName: row.owner_name }
  if (!mayOpen(situation, actor)) throw notAllowed(`open this event, which ${row.owner_name ?? 'somebody else'} has`)
  return toTriageEvent(row, actor)
}

/** The event, locked until the end of the transaction, if the move is allowed now; else `wrong_state` or `not_allowed`. */
export async function lockTriageEvent(
  tx: Tx,
  actor: Actor,
  id: string | number,
  move: keyof TriageEvent['abilities'],
): Promise<TriageEvent> {
  await tx.sql
    .selectFrom('triage_events')
    .select('id')
    .where(sql<boolean>`id::text = ${String(id)}`)
    .forUpdate()
    .execute()
  const row = await selectTriageEvents(tx)
    .where(sql<boolean>`triage_events.id::text = ${String(id)}`)
    .executeTakeFirst()
  if (!row) throw notFound('triage event', String(id))
  const event = toTriageEvent(row, actor)
  const ability = event.abilities[move]
  if (ability !== true) throw new Failure(/needs the capability/.test(ability) ? 'not_allowed' : 'wrong_state', ability)
  return event
}

export async function updateTriageEvent(
  tx: Tx,
  id: number,
  values: UpdateObject<Tables, 'triage_events'>,
): Promise<void> {
  await tx.sql
    .updateTable('triage_events')
    .set((set) => ({ ...values, version: set('version', '+', 1), updated_at: tx.instance.clock.now() }))
    .where('id', '=', id)
    .execute()
}
