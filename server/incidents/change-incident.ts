import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@tocsin/contracts'
import type { Incident, IncidentFields } from '@tocsin/contracts/incident.ts'
import { checkFieldValues, type Field, type FieldValues, listFields } from '../custom-fields/index.ts'
import { harvest } from '../entities/index.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { harvestable } from './harvestable.ts'
import { accessIncident, refuseStale, refuseUnless } from './incident-access.ts'
import { toIncident } from './incident-detail.ts'
import { fieldsOf, type IncidentRow, toColumns } from './incident-row.ts'
import { refuseClosedStatus } from './incident-status.ts'
import { insertInvestigator } from './investigators/add-investigator.ts'
import { resolveOwner } from './resolve-owner.ts'

/** Changes fields (IDT-06). The event tells before and after of what became different, and nothing if nothing did. */
export async function changeIncident(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: { version?: number | undefined; fields: FieldValues },
): Promise<Incident> {
  const row = await accessIncident(tx, actor, id, { lock: true })
  refuseStale(row, input.version)
  refuseUnless(row, actor, 'change')
  const fields = await listFields(tx, 'incidents')
  const before = fieldsOf(row, fields)
  const values = checkFieldValues(fields, input.fields, { partial: true, former: before })
  if (values.owner !== undefined) values.owner = await resolveOwner(tx, values.owner)
  const changed = differing(values, before)
  if (Object.keys(changed).length === 0) return toIncident(tx, actor, row, fields)
  if (changed.status !== undefined) refuseStatus(fields, row, changed.status)
  if (changed.owner !== undefined) {
    refuseUnless(row, actor, 'changeOwner')
    if (typeof changed.owner === 'string') await insertInvestigator(tx, row.id, changed.owner)
  }
  await update(tx, row, changed)
  const incident = await toIncident(tx, actor, await accessIncident(tx, actor, row.id), fields)
  await announceChange(tx, actor, { type: 'IncidentUpdated', id: row.id, before, after: incident.fields })
  await harvest(tx, actor, harvestable(fields, changed), { kind: 'incidents', id: row.id })
  return incident
}

/** A closed incident keeps its status until it is reopened. */
function refuseStatus(fields: readonly Field[], row: IncidentRow, status: Json): void {
  if (row.closingtime !== null)
    throw new Failure('wrong_state', 'The incident is closed. Reopen it to change its status.')
  refuseClosedStatus(fields, status)
}

async function update(tx: Tx, row: IncidentRow, changed: FieldValues): Promise<void> {
  try {
    await tx.sql
      .updateTable('incidents')
      .set((set) => ({
        ...toColumns(changed, row.fields),
        version: set('version', '+', 1),
        updated_at: tx.instance.clock.now(),
      }))
      .where('id', '=', row.id)
      .execute()
  } catch (error) {
    if (violatedConstraint(error) !== 'incidents_by_label') throw error
    throw new Failure('name_taken', `There is already an incident ${String(changed.incidentid)}.`, [
      { path: 'fields.incidentid', message: 'Incident ID: is taken' },
    ])
  }
}

/** Of the checked values those that are not what the record has; an unset list or text counts as empty. */
function differing(values: FieldValues, before: IncidentFields): FieldValues {
  const isEmpty = (value: Json | undefined) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  const entries = Object.entries(values).filter(([name, value]) => {
    const former = name === 'owner' ? (before.owner?.id ?? null) : before[name]
    return !(isEmpty(value) && isEmpty(former)) && !isDeepStrictEqual(value, former)
  })
  return Object.fromEntries(entries)
}

/** Tells the fields that became different, before and after (IDT-10). */
export async function announceChange(
  tx: Tx,
  actor: Actor,
  change: { type: string; id: number; before: IncidentFields; after: IncidentFields },
): Promise<void> {
  const names = Object.keys(change.after).filter((name) => !isDeepStrictEqual(change.before[name], change.after[name]))
  const pick = (fields: IncidentFields) => ({
    fields: Object.fromEntries(names.map((name) => [name, fields[name] ?? null])),
  })
  await emit(tx, actor, {
    type: change.type,
    subject: { kind: 'incidents', id: change.id },
    before: pick(change.before),
    after: pick(change.after),
  })
}
