import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actorRef, idParam, json, moment, page } from './lists.ts'

/** What an entry is about (WAR-01); `event` is written by a person (WAR-08). */
export const warRoomCategory = z.enum([
  'incident',
  'field',
  'status',
  'owner',
  'investigator',
  'note',
  'task',
  'entity',
  'artifact',
  'playbook',
  'attachment',
  'event',
])
export type WarRoomCategory = z.infer<typeof warRoomCategory>

export const warRoomEntry = z.object({
  id: z.number().int(),
  /** WAR-06: `starttime`. */
  occurredAt: moment,
  category: warRoomCategory,
  /** One line: "Anna changed Severity from Low to High". */
  title: z.string(),
  /** HTML, sanitised; the text of a note, the note of a closing. */
  text: z.string(),
  actor: actorRef,
  /** The type of the domain event: `IncidentClosed`, `RunFinished`. */
  type: z.string(),
  /** The object it tells of, by resource name of the API, to open it. */
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** For a field: `{field, before, after}`; for others what the event carried for it. */
  details: json,
  /** Made by the product, cannot be altered (WAR-07, WAR-11). */
  automatic: z.boolean(),
})
export type WarRoomEntry = z.infer<typeof warRoomEntry>

export const listWarRoom = endpoint({
  name: 'listWarRoom',
  method: 'GET',
  path: '/incidents/{id}/war-room',
  summary:
    'Everything that happened to an incident, oldest first; `order=newest` turns it round. Notes only with the right to read them (WAR-01, WAR-02, NOTE-05)',
  capability: 'incident.access',
  params: idParam,
  query: z.object({
    /** One or several, separated by commas. */
    category: z.string().max(200).optional(),
    text: z.string().max(255).optional(),
    order: z.enum(['oldest', 'newest']).default('oldest'),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    cursor: z.string().max(1000).optional(),
  }),
  response: page(warRoomEntry),
  errors: ['not_found', 'not_allowed'],
})

export const addWarRoomEvent = endpoint({
  name: 'addWarRoomEvent',
  method: 'POST',
  path: '/incidents/{id}/war-room',
  summary: 'Add an event by hand (WAR-08)',
  capability: 'war-room.use',
  params: idParam,
  body: z.object({
    title: z.string().trim().min(1).max(255),
    text: z.string().max(65_536).optional(),
    occurredAt: moment.optional(),
  }),
  status: 201,
  response: warRoomEntry,
  errors: ['not_found', 'not_allowed'],
})
