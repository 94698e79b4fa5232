import type { BodyOf } from '@tocsin/contracts'
import type { addWarRoomEvent as contract, WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import { type Actor, cleanHtml, emit, type Tx } from '../../platform/index.ts'
import { accessIncident } from '../incident-access.ts'
import { toEntry } from './war-room-list.ts'

/** Adds what a person saw or did elsewhere (WAR-08). */
export async function addWarRoomEvent(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  input: BodyOf<typeof contract>,
): Promise<WarRoomEntry> {
  const incident = await accessIncident(tx, actor, incidentId)
  const row = await tx.sql
    .insertInto('war_room_entries')
    .values({
      incident_id: incident.id,
      occurred_at: input.occurredAt ? new Date(input.occurredAt) : tx.instance.clock.now(),
      category: 'event',
      title: input.title,
      text: cleanHtml((input.text ?? '').replaceAll('\u0000', '')),
      actor: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      type: 'WarRoomEventAdded',
      subject_kind: 'incidents',
      subject_id: String(incident.id),
      details: JSON.stringify(null),
      automatic: false,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const entry = toEntry(row)
  await emit(tx, actor, {
    type: 'WarRoomEventAdded',
    subject: { kind: 'war-room', id: row.id },
    parent: { kind: 'incidents', id: incident.id },
    after: entry,
  })
  return entry
}
