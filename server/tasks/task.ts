import type { Ability, ActorRef } from '@tocsin/contracts'
import type { TaskStatus } from '@tocsin/contracts/task.ts'
import { type Actor, may } from '../platform/index.ts'

export interface TaskState {
  status: TaskStatus
  assigneeId: string | null
  createdBy: ActorRef
}

/** Who has the task or made it, or may see all (TSK-15). */
export function concerns(task: Pick<TaskState, 'assigneeId' | 'createdBy'>, actor: Actor): boolean {
  if (may(actor, 'task.access-all')) return true
  return (actor.userId !== null && task.assigneeId === actor.userId) || task.createdBy.id === actor.id
}

/** What this actor may do with the task now, or why not (TSK-06, TSK-07). */
export function taskAbilities(task: TaskState, actor: Actor): { change: Ability; reassign: Ability; close: Ability } {
  const own = actor.userId !== null && task.assigneeId === actor.userId
  const closed = task.status === 'closed' ? 'This task is closed.' : null
  const change = closed ?? (own || may(actor, 'task.edit') || 'This needs the capability Task → Edit.')
  return {
    change,
    close: change,
    reassign: closed ?? (may(actor, 'task.reassign') || 'This needs the capability Task → Reassign.'),
  }
}
