import type { BodyOf } from '@tocsin/contracts'
import type { changeTask as contract, Task, TaskStatus } from '@tocsin/contracts/task.ts'
import { type Actor, cleanHtml, emit, Failure, type Tx } from '../platform/index.ts'
import { refuseStranger } from './create-task.ts'
import { getTask } from './task-list.ts'

/** Changes, approves, declines or reassigns a task (TSK-06, TSK-07). */
export async function changeTask(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<Task> {
  const before = await lockTask(tx, actor, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure(
      'stale_version',
      `The task "${before.title}" was changed meanwhile. Load again and repeat your change.`,
    )
  }
  refuseUnless(before, 'change')
  const reassigned = input.assigneeId !== undefined && input.assigneeId !== (before.assignee?.id ?? null)
  if (reassigned) {
    refuseUnless(before, 'reassign')
    await refuseStranger(tx, input.assigneeId)
  }
  await tx.sql
    .updateTable('tasks')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.description === undefined ? {} : { description: cleanHtml(input.description) }),
      ...(input.startAt === undefined ? {} : { start_at: input.startAt }),
      ...(input.dueAt === undefined ? {} : { due_at: input.dueAt }),
      ...(input.priority === undefined ? {} : { priority: input.priority }),
      ...(input.hours === undefined ? {} : { hours: input.hours }),
      ...(input.percentage === undefined ? {} : { percentage: input.percentage }),
      // Whoever gets a task has not approved it yet.
      ...(reassigned
        ? { assignee_id: input.assigneeId ?? null, assignee_group_id: null, status: 'waiting_owner' as const }
        : {}),
      ...(input.status === undefined ? {} : { status: input.status }),
    }))
    .where('id', '=', before.id)
    .execute()
  return announce(tx, actor, reassigned ? 'TaskReassigned' : typeOf(before.status, input.status), before)
}

/** Closes a task, with the real effort (TSK-05). */
export async function closeTask(tx: Tx, actor: Actor, id: string, input: { hours?: number | null }): Promise<Task> {
  const before = await lockTask(tx, actor, id)
  refuseUnless(before, 'close')
  await tx.sql
    .updateTable('tasks')
    .set((set) => ({
      version: set('version', '+', 1),
      status: 'closed',
      percentage: 100,
      closed_at: tx.instance.clock.now(),
      ...(input.hours === undefined ? {} : { hours: input.hours }),
    }))
    .where('id', '=', before.id)
    .execute()
  return announce(tx, actor, 'TaskClosed', before)
}

async function lockTask(tx: Tx, actor: Actor, id: string): Promise<Task> {
  const { id: known } = await getTask(tx, actor, id)
  await tx.sql.selectFrom('tasks').select('id').where('id', '=', known).forUpdate().execute()
  return getTask(tx, actor, known)
}

function refuseUnless(task: Task, move: keyof Task['abilities']): void {
  const ability = task.abilities[move]
  if (ability === true) return
  throw new Failure(task.status === 'closed' || task.status === 'expired' ? 'wrong_state' : 'not_allowed', ability)
}

function typeOf(before: TaskStatus, after: TaskStatus | undefined): string {
  if (after === undefined || after === before) return 'TaskUpdated'
  return after === 'in_progress' ? 'TaskApproved' : after === 'declined' ? 'TaskDeclined' : 'TaskUpdated'
}

async function announce(tx: Tx, actor: Actor, type: string, before: Task): Promise<Task> {
  // Reassigned away, the task may no longer concern the actor, who still gets the answer.
  const after = await getTask(
    tx,
    { ...actor, capabilities: new Set([...actor.capabilities, 'task.access-all']) },
    before.id,
  )
  await emit(tx, actor, {
    type,
    subject: { kind: 'tasks', id: before.id },
    parent: { kind: 'incidents', id: before.incidentId },
    before,
    after,
  })
  return after
}
