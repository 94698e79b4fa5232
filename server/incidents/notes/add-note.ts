import type { Note } from '@tocsin/contracts/note.ts'
import { harvest } from '../../entities/index.ts'
import { type Actor, cleanHtml, emit, type Tx } from '../../platform/index.ts'
import { accessIncident, refuseUnless } from '../incident-access.ts'
import { getNote } from './note-list.ts'

export interface NewNote {
  incidentId: string | number
  title?: string | undefined
  /** HTML. */
  text: string
  closing?: boolean
}

/** Adds a note to an incident that the actor may open (NOTE-01); its text is searched for entities (NOTE-04). */
export async function addNote(tx: Tx, actor: Actor, input: NewNote): Promise<Note> {
  const row = await accessIncident(tx, actor, input.incidentId)
  refuseUnless(row, actor, 'addNote')
  return writeNote(tx, actor, { ...input, incidentId: row.id })
}

/** The same after the checks. */
export async function writeNote(tx: Tx, actor: Actor, input: NewNote & { incidentId: number }): Promise<Note> {
  const now = tx.instance.clock.now()
  const { id } = await tx.sql
    .insertInto('incident_notes')
    .values({
      incident_id: input.incidentId,
      title: input.title ?? '',
      text: cleanHtml(input.text.replaceAll('\u0000', '')),
      closing: input.closing ?? false,
      created_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = await getNote(tx, actor, id)
  const parent = { kind: 'incidents', id: input.incidentId } as const
  await emit(tx, actor, { type: 'NoteAdded', subject: { kind: 'notes', id }, parent, after })
  await harvest(tx, actor, after.text, parent)
  return after
}
