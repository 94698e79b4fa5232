import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actorRef, json, moment, page } from './lists.ts'

export const auditEvent = z.object({
  id: z.number().int(),
  type: z.string(),
  occurredAt: moment,
  actor: actorRef,
  subject: z.object({ kind: z.string(), id: z.string() }),
  parent: z.object({ kind: z.string(), id: z.string() }).nullable(),
  before: json,
  after: json,
  requestId: z.string().nullable(),
})
export type AuditEvent = z.infer<typeof auditEvent>

export const listAuditEvents = endpoint({
  name: 'listAuditEvents',
  method: 'GET',
  path: '/audit-events',
  summary: 'The audit trail, newest first (AUD-01, AUD-04)',
  capability: 'audit.access',
  query: z.object({
    type: z.string().max(100).optional(),
    actor: z.string().max(255).optional(),
    subjectKind: z.string().max(100).optional(),
    subjectId: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().max(100).optional(),
  }),
  response: page(auditEvent),
})
