import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ability, actorRef, idParam, moment, page } from './lists.ts'

export const note = z.object({
  id: z.number().int(),
  incidentId: z.number().int(),
  title: z.string(),
  /** HTML, sanitised. */
  text: z.string(),
  /** Written when the incident was closed (NOTE-03). */
  closing: z.boolean(),
  createdBy: actorRef,
  createdAt: moment,
  updatedAt: moment,
  version: z.number().int(),
  abilities: z.object({ change: ability }),
})
export type Note = z.infer<typeof note>

const title = z.string().trim().max(255)
/** HTML; what is not allowed in rich text is taken out. */
const text = z.string().min(1).max(65_536)

export const listNotes = endpoint({
  name: 'listNotes',
  method: 'GET',
  path: '/incidents/{id}/notes',
  summary: 'Notes of an incident, oldest first; `text` searches (NOTE-01, NOTE-02)',
  capability: 'note.access',
  params: idParam,
  query: z.object({
    text: z.string().max(255).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().max(1000).optional(),
  }),
  response: page(note),
  errors: ['not_found', 'not_allowed'],
})

export const addNote = endpoint({
  name: 'addNote',
  method: 'POST',
  path: '/incidents/{id}/notes',
  summary: 'Add a note to an incident (NOTE-01)',
  capability: 'note.edit',
  params: idParam,
  body: z.object({ title: title.optional(), text }),
  status: 201,
  response: note,
  errors: ['not_found', 'not_allowed'],
})

export const changeNote = endpoint({
  name: 'changeNote',
  method: 'PATCH',
  path: '/notes/{id}',
  summary: 'Change a note; the former text stays in the audit trail (NOTE-06)',
  capability: 'note.edit',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), title: title.optional(), text: text.optional() }),
  response: note,
  errors: ['not_found', 'not_allowed', 'stale_version', 'wrong_state'],
})
