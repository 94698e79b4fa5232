import type { Ability } from '@tocsin/contracts'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, Failure, may, notFound, type Tx } from '../platform/index.ts'
import { type IncidentRow, selectIncidents } from './incident-row.ts'

function mayAll(actor: Actor): boolean {
  return may(actor, 'incident.access-all') || may(actor, 'api.admin')
}

/** Which incidents somebody may open: his own, those he investigates, or all (INV-06, INV-07, INV-08). */
export function isAccessible(actor: Actor): RawBuilder<boolean> {
  if (mayAll(actor)) return sql<boolean>`true`
  if (actor.userId === null) return sql<boolean>`(incidents.created_by ->> 'id' = ${actor.id})`
  return sql<boolean>`(incidents.owner_id = ${actor.userId}::uuid or exists (
    select from incident_investigators i where i.incident_id = incidents.id and i.user_id = ${actor.userId}::uuid
  ))`
}

/** The incident, if the actor may open it. Throws `not_found` and `not_allowed` (IDT-09). */
export async function accessIncident(
  tx: Tx,
  actor: Actor,
  id: string | number,
  options: { lock?: boolean } = {},
): Promise<IncidentRow> {
  const number = readId(id)
  if (options.lock) await tx.sql.selectFrom('incidents').select('id').where('id', '=', number).forUpdate().execute()
  const row = await selectIncidents(tx)
    .select(isAccessible(actor).as('accessible'))
    .where('incidents.id', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound('incident', String(id))
  if (row.accessible) return row
  throw new Failure(
    'not_allowed',
    may(actor, 'incident.investigators')
      ? 'You are not an investigator of this incident. Add yourself to open it.'
      : 'You are not an investigator of this incident. Its owner or an administrator can add you.',
  )
}

/** Ids are whole numbers; anything else is an incident that does not exist. */
export function readId(id: string | number): number {
  const number = Number(id)
  if (!Number.isSafeInteger(number) || number < 1) throw notFound('incident', String(id))
  return number
}

/** What the actor may do with the incident now, and why not (architecture section 8). */
export function incidentAbilities(
  row: Pick<IncidentRow, 'closingtime' | 'deleted_at'>,
  actor: Actor,
): Incident['abilities'] {
  const isDeleted = row.deleted_at !== null
  const isOpen = row.closingtime === null
  const allowed = (capability: Parameters<typeof may>[1], what: string): Ability =>
    may(actor, capability)
      ? isDeleted
        ? 'The incident is deleted. Restore it first.'
        : true
      : `Your profile does not let you ${what}.`
  const edit = allowed('incident.edit', 'change incidents')
  return {
    change: edit,
    close: edit === true && !isOpen ? 'The incident is closed already.' : edit,
    reopen: edit === true && isOpen ? 'The incident is open.' : edit,
    changeOwner: edit === true ? allowed('incident.ownership', 'change the owner of incidents') : edit,
    manageInvestigators: allowed('incident.investigators', 'manage investigators'),
    addNote: allowed('note.edit', 'write notes'),
    delete: edit,
  }
}

/** Throws with the reason when the move is not possible now. */
export function refuseUnless(row: IncidentRow, actor: Actor, move: keyof Incident['abilities']): void {
  const ability = incidentAbilities(row, actor)[move]
  if (ability === true) return
  throw new Failure(ability.startsWith('Your profile') ? 'not_allowed' : 'wrong_state', ability)
}

export function refuseStale(row: IncidentRow, version: number | undefined): void {
  if (version === undefined || version === row.version) return
  throw new Failure('stale_version', `${row.incidentid} was changed meanwhile. Load again and repeat your change.`)
}
