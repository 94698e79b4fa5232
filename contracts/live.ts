import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** A live update only says that something changed; the client fetches what it shows (architecture section 8). */
export const liveChange = z.object({
  /** Resource name as in the API: `incidents`, `runs`, `triage-events`, … */
  resource: z.string(),
  id: z.string(),
  /** The object it lies below, such as the incident of a note. */
  parent: z.object({ resource: z.string(), id: z.string() }).optional(),
})
export type LiveChange = z.infer<typeof liveChange>

export const streamChanges = endpoint({
  name: 'streamChanges',
  method: 'GET',
  path: '/changes',
  summary: 'Server-sent events; each says which object changed',
  capability: 'signed-in',
  responseType: 'events',
  response: liveChange,
})
