import type { Note } from '@tocsin/contracts/note.ts'
import { harvest } from '../../entities/index.ts'
import { type Actor, cleanHtml, emit, Failure, type Tx } from '../../platform/index.ts'
import { getNote } from './note-list.ts'

/** Changes a note; the event keeps the former text (NOTE-06). */
export async function changeNote(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: { version?: number | undefined; title?: string | undefined; text?: string | undefined },
): Promise<Note> {
  const known = await getNote(tx, actor, id)
  await tx.sql.selectFrom('incident_notes').select('id').where('id', '=', known.id).forUpdate().execute()
  const before = await getNote(tx, actor, known.id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', 'The note was changed meanwhile. Load again and repeat your change.')
  }
  const { change } = before.abilities
  if (change !== true) throw new Failure(before.closing ? 'wrong_state' : 'not_allowed', change)
  await tx.sql
    .updateTable('incident_notes')
    .set((set) => ({
      version: set('version', '+', 1),
      updated_at: tx.instance.clock.now(),
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.text === undefined ? {} : { text: cleanHtml(input.text.replaceAll('\u0000', '')) }),
    }))
    .where('id', '=', before.id)
    .execute()
  const after = await getNote(tx, actor, before.id)
  const parent = { kind: 'incidents', id: before.incidentId } as const
  await emit(tx, actor, { type: 'NoteUpdated', subject: { kind: 'notes', id: before.id }, parent, before, after })
  await harvest(tx, actor, after.text, parent)
  return after
}
