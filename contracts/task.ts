import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ability, actorRef, idParam, listQuery, moment, page } from './lists.ts'

/** TSK-03 */
export const taskPriority = z.enum(['Low', 'Normal', 'Important', 'Urgent'])
export type TaskPriority = z.infer<typeof taskPriority>

/** TSK-12: Waiting owner, Approved/In progress, Declined, Closed, Expired. */
export const taskStatus = z.enum(['waiting_owner', 'in_progress', 'declined', 'closed', 'expired'])
export type TaskStatus = z.infer<typeof taskStatus>

export const task = z.object({
  id: z.number().int(),
  incidentId: z.string(),
  title: z.string(),
  /** HTML, sanitised. */
  description: z.string(),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Who assigned it and may decide it too; only of tasks that a playbook made (NOD-40). */
  authorizer: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
  /** In place of a person: a group of whom any member may decide it (GRP-04); only of tasks that a playbook made. */
  assigneeGroup: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
  authorizerGroup: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
  /** The run and node that made it and wait for it (TSK-08). */
  playbook: z.object({ runId: z.string(), nodeId: z.string(), name: z.string() }).nullable().optional(),
  createdBy: actorRef,
  createdAt: moment,
  startAt: moment.nullable(),
  dueAt: moment.nullable(),
  priority: taskPriority,
  status: taskStatus,
  /** Steps of 10 (TSK-04). */
  percentage: z.number().int(),
  /** First the estimate, later the real effort in hours (TSK-05). */
  hours: z.number().nullable(),
  closedAt: moment.nullable(),
  version: z.number().int(),
  abilities: z.object({ change: ability, reassign: ability, close: ability }),
})
export type Task = z.infer<typeof task>

const written = {
  description: z.string().max(100_000).optional(),
  assigneeId: z.string().max(100).nullable().optional(),
  startAt: moment.nullable().optional(),
  dueAt: moment.nullable().optional(),
  priority: taskPriority.optional(),
  hours: z.number().min(0).max(100_000).nullable().optional(),
}
const title = z.string().trim().min(1).max(255)

export const listTasks = endpoint({
  name: 'listTasks',
  method: 'GET',
  path: '/tasks',
  summary: 'Tasks the caller may see, by due date (TSK-09, TSK-10)',
  capability: 'task.access',
  query: listQuery.extend({
    mine: z.stringbool().optional(),
    status: taskStatus.optional(),
    open: z.stringbool().optional(),
  }),
  response: page(task),
  errors: ['invalid_query'],
})

export const getTask = endpoint({
  name: 'getTask',
  method: 'GET',
  path: '/tasks/{id}',
  summary: 'One task',
  capability: 'task.access',
  params: idParam,
  response: task,
  errors: ['not_found'],
})

export const changeTask = endpoint({
  name: 'changeTask',
  method: 'PATCH',
  path: '/tasks/{id}',
  summary:
    'Change a task; `in_progress` approves and `declined` declines it (TSK-06), another assignee reassigns (TSK-07)',
  capability: 'task.access',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    title: title.optional(),
    ...written,
    percentage: z.number().int().min(0).max(100).multipleOf(10).optional(),
    status: z.enum(['waiting_owner', 'in_progress', 'declined']).optional(),
  }),
  response: task,
  errors: ['not_found', 'not_allowed', 'stale_version', 'wrong_state'],
})

export const closeTask = endpoint({
  name: 'closeTask',
  method: 'POST',
  path: '/tasks/{id}/close',
  summary: 'Close a task, with the real effort (TSK-05, TSK-06)',
  capability: 'task.access',
  params: idParam,
  body: z.object({ hours: z.number().min(0).max(100_000).nullable().optional() }),
  response: task,
  errors: ['not_found', 'not_allowed', 'wrong_state'],
})

export const listIncidentTasks = endpoint({
  name: 'listIncidentTasks',
  method: 'GET',
  path: '/incidents/{id}/tasks',
  summary: 'The tasks of one incident, by due date',
  capability: 'task.view',
  params: idParam,
  response: z.object({ items: z.array(task) }),
  errors: ['not_found'],
})

export const createTask = endpoint({
  name: 'createTask',
  method: 'POST',
  path: '/incidents/{id}/tasks',
  summary: 'Add a task below an incident (TSK-01)',
  capability: 'task.edit',
  params: idParam,
  body: z.object({ title, ...written }),
  status: 201,
  response: task,
  errors: ['not_found'],
})
