import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** The base of the calls that clients of the original make, behind the name of the instance (API-01). */
export const COMPATIBLE_BASE = '/api/csoar/v3'

/** Errors as those clients read them (API-11); `description` names lines and keys where a body is wrong. */
export const compatibleError = z.object({ error: z.string(), description: z.string() })

/** A playbook as in formats.md 6.5, with nodes and links of formats.md 6.2 and 6.3. */
export const compatiblePlaybook = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Separated by commas. */
  tags: z.string(),
  type: z.string().optional(),
  is_deleted: z.boolean(),
  /** Whether there is a draft that is not published. */
  draft: z.boolean(),
  /** Whether a version of it is published. */
  is_published: z.boolean(),
  is_enabled: z.boolean(),
  nested: z.boolean(),
  last_updated: z.string(),
  nodes: z.array(z.looseObject({ id: z.string() })),
  links: z.array(z.looseObject({ id: z.string() })),
  /** What could not be taken over as it was sent, and why something stays a draft. */
  warnings: z.array(z.string()),
})
export type CompatiblePlaybook = z.infer<typeof compatiblePlaybook>

const flag = z.boolean().optional()
const parts = z.union([z.array(z.looseObject({})), z.string()]).optional()

export const putCompatiblePlaybook = endpoint({
  name: 'putCompatiblePlaybook',
  method: 'PUT',
  path: '/playbook/',
  summary:
    'Change the playbook that has this name; keys that are absent stay as they are. It is published unless `draft` is true or `is_published` false (API-08)',
  capability: 'api.use',
  bodyType: 'raw',
  body: z.looseObject({
    name: z.string(),
    updated_name: z.string().optional(),
    description: z.string().optional(),
    tags: z.string().optional(),
    type: z.string().optional(),
    is_deleted: flag,
    draft: flag,
    is_published: flag,
    nested: flag,
    is_enabled: flag,
    /** A list, or the same as JSON in a text. */
    nodes: parts,
    links: parts,
  }),
  response: compatiblePlaybook,
  errors: ['not_found', 'name_taken', 'wrong_state', 'unreadable_file', 'too_large', 'invalid_input'],
})

export const deleteCompatiblePlaybook = endpoint({
  name: 'deleteCompatiblePlaybook',
  method: 'DELETE',
  path: '/playbook/',
  summary: 'Delete the playbook that has this name; it can be restored, and what runs goes on (API-08)',
  capability: 'api.use',
  query: z.object({ name: z.string().trim().min(1) }),
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})
