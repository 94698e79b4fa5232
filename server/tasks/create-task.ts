import type { BodyOf } from '@tocsin/contracts'
import type { createTask as contract, Task } from '@tocsin/contracts/task.ts'
import { type Actor, cleanHtml, emit, Failure, type Tx } from '../platform/index.ts'
import { getTask } from './task-list.ts'

/** The node of a run that makes a task and waits for it (NOD-40). */
export interface TaskMaker {
  runId: string
  nodeId: string
  wait: string
  playbook: string
  authorizerId: string | null
  /** Ids of groups that have it, or assigned it, in place of a person (GRP-04). */
  assigneeGroupId: string | null
  authorizerGroupId: string | null
  percentage: number
}

/** Adds a task below an incident (TSK-01); the caller has checked that the actor may see the incident. */
export async function createTask(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  input: BodyOf<typeof contract>,
  maker?: TaskMaker,
): Promise<Task> {
  await refuseStranger(tx, input.assigneeId)
  const { id } = await tx.sql
    .insertInto('tasks')
    .values({
      incident_id: incidentId,
      title: input.title,
      description: cleanHtml(input.description ?? ''),
      assignee_id: input.assigneeId ?? null,
      created_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      start_at: input.startAt ?? null,
      due_at: input.dueAt ?? null,
      hours: input.hours ?? null,
      ...(input.priority ? { priority: input.priority } : {}),
      ...(maker
        ? {
            run_id: maker.runId,
            node_id: maker.nodeId,
            wait: maker.wait,
            playbook: maker.playbook,
            authorizer_id: maker.authorizerId,
            assignee_group_id: maker.assigneeGroupId,
            authorizer_group_id: maker.authorizerGroupId,
            percentage: maker.percentage,
          }
        : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = await getTask(tx, actor, id)
  await emit(tx, actor, {
    type: 'TaskCreated',
    subject: { kind: 'tasks', id },
    parent: { kind: 'incidents', id: incidentId },
    after,
  })
  return after
}

/** Throws `invalid_input` unless the assignee is a user who can sign in. */
export async function refuseStranger(tx: Tx, userId: string | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return
  const user = await tx.sql
    .selectFrom('users')
    .select('active')
    .where((where) => where(where.cast<string>('id', 'text'), '=', userId))
    .executeTakeFirst()
  if (user?.active) return
  const message = user ? 'is locked and cannot get tasks' : 'is not a user of this instance'
  throw new Failure('invalid_input', `The assignee ${message}.`, [{ path: 'assigneeId', message }])
}
