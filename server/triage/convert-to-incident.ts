import type { BodyOf, Json } from '@tocsin/contracts'
import type { convertTriageEvent as contract, TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { toText } from '@tocsin/engine'
import { type CustomField, listCustomFields } from '../custom-fields/index.ts'
import { carryOverEntities } from '../entities/index.ts'
import { createIncident } from '../incidents/index.ts'
import { type Actor, emit, type Tx } from '../platform/index.ts'
import { getTriageEvent, lockTriageEvent, updateTriageEvent } from './triage-store.ts'

/**
 * Makes an incident of an event (TRI-20): its fields, custom fields of the same name, and entities go along (TRI-21); both
 * know of each other (TRI-22).
 */
export async function convertToIncident(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: BodyOf<typeof contract>,
): Promise<{ incidentId: string; triageEvent: TriageEvent }> {
  const before = await lockTriageEvent(tx, actor, id, 'convert')
  const carried = carryFields(before, await listCustomFields(tx, 'triage'), await listCustomFields(tx, 'incidents'))
  const incident = await createIncident(tx, actor, {
    ...(input.templateId === undefined ? {} : { templateId: input.templateId }),
    ...(input.labelId === undefined ? {} : { labelId: input.labelId }),
    fields: {
      ...carried.fields,
      ...(before.owner ? { owner: before.owner.id } : {}),
      ...(input.ownerId === undefined ? {} : { owner: input.ownerId }),
      ...input.fields,
    },
    artifacts: carried.artifacts,
    generatedBy: { kind: 'triage', id: String(before.id), name: before.title },
  })
  const incidentId = String(incident.id)
  await carryOverEntities(tx, actor, { kind: 'triage-events', id: before.id }, { kind: 'incidents', id: incidentId })
  await updateTriageEvent(tx, before.id, {
    state: 'converted',
    incident_id: incidentId,
    ...(before.owner === null && actor.userId ? { owner_id: actor.userId } : {}),
  })
  const after = await getTriageEvent(tx, actor, before.id)
  await emit(tx, actor, {
    type: 'TriageEventConverted',
    subject: { kind: 'triage-events', id: before.id },
    parent: { kind: 'incidents', id: incidentId },
    before,
    after,
  })
  return { incidentId, triageEvent: after }
}

/** Custom fields find their counterpart by name and type, because the two sections are numbered apart; the rest become artifacts. */
export function carryFields(
  event: Pick<TriageEvent, 'title' | 'description' | 'severity' | 'type' | 'fields'>,
  from: readonly CustomField[],
  to: readonly CustomField[],
): { fields: Record<string, Json>; artifacts: { name: string; value: string }[] } {
  const fields: Record<string, Json> = { name: event.title.slice(0, 255) }
  const artifacts: { name: string; value: string }[] = []
  if (event.description !== '') fields.additional_info = event.description
  if (event.severity !== null) fields.restriction = event.severity.toLowerCase()
  if (event.type !== null) fields.type = [event.type]
  for (const field of from) {
    const value = event.fields[field.internalName]
    if (value === undefined || value === null || value === '') continue
    const target = to.find((each) => each.type === field.type && each.name.toLowerCase() === field.name.toLowerCase())
    const fits =
      target && (target.type !== 'list' || target.options.some((option) => !option.retired && option.label === value))
    if (fits) fields[target.internalName] = value
    else artifacts.push({ name: field.name, value: toText(value) })
  }
  return { fields, artifacts }
}
