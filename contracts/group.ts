import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, moment } from './lists.ts'

/** Users who are named together: for rights, questions of playbooks and tasks (GRP-01, GRP-04). */
export const group = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** What its members may do in place of their own profile; null leaves them that (GRP-02, GRP-03). */
  profile: z.string().nullable(),
  /** By name; those who may not sign in stay members, and nothing is asked of them. */
  members: z.array(z.object({ id: z.string(), name: z.string(), active: z.boolean() })),
  createdAt: moment,
  version: z.number().int(),
})
export type Group = z.infer<typeof group>

/** No comma or semicolon: an authorizer may name several, separated by them (NOD-51). */
const groupName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[^,;]*$/, 'A name of a group has no comma and no semicolon')
const description = z.string().trim().max(1000)
const members = z.array(z.uuid()).max(2000)

export const listGroups = endpoint({
  name: 'listGroups',
  method: 'GET',
  path: '/groups',
  summary: 'Groups of users, also as choices for whom a playbook asks (GRP-01, GRP-04)',
  capability: 'signed-in',
  response: z.object({ items: z.array(group) }),
})

export const createGroup = endpoint({
  name: 'createGroup',
  method: 'POST',
  path: '/groups',
  summary: 'Add a group. Nobody gains by it what its maker may not do himself (GRP-01)',
  capability: 'group.manage',
  body: z.object({
    name: groupName,
    description: description.default(''),
    profile: z.string().max(255).nullable().default(null),
    /** Ids of users. */
    members: members.default([]),
  }),
  status: 201,
  response: group,
  errors: ['name_taken', 'not_found', 'not_allowed', 'wrong_state'],
})

export const changeGroup = endpoint({
  name: 'changeGroup',
  method: 'PATCH',
  path: '/groups/{id}',
  summary: 'Change a group; what its members may do changes with their next call (GRP-02, ROL-06)',
  capability: 'group.manage',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: groupName.optional(),
    description: description.optional(),
    profile: z.string().max(255).nullable().optional(),
    /** All members from now on. */
    members: members.optional(),
  }),
  response: group,
  errors: ['not_found', 'name_taken', 'stale_version', 'not_allowed', 'wrong_state'],
})

export const deleteGroup = endpoint({
  name: 'deleteGroup',
  method: 'DELETE',
  path: '/groups/{id}',
  summary: 'Delete a group; its members have the rights of their other groups or their own profile again',
  capability: 'group.manage',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'not_allowed', 'wrong_state'],
})

export const listGroupUses = endpoint({
  name: 'listGroupUses',
  method: 'GET',
  path: '/groups/{id}/uses',
  summary: 'What names a group and would ask nobody without it: steps of playbooks, and what waits now',
  capability: 'group.manage',
  params: idParam,
  response: z.object({
    playbooks: z.array(z.object({ id: z.string(), name: z.string(), nodes: z.array(z.string()) })),
    /** Questions and tasks of runs that wait for the group now. */
    waiting: z.number().int(),
  }),
  errors: ['not_found'],
})
