import type { Ability, ActorRef } from '@tocsin/contracts'
import type { TaskStatus } from '@tocsin/contracts/task.ts'
import { type Actor, may } from '../platform/index.ts'

export interface TaskState {
  status: TaskStatus
  assigneeId: string | null
  /** Who assigned it, of a task that a playbook made (NOD-40). */
  authorizerId: string | null
  /** Whether a group that has it or assigned it is one of the actor's (GRP-04). */
  ofOwnGroup: boolean
  createdBy: ActorRef
}

/** Who has the task or made it, or may see all (TSK-15). */
export function concerns(task: Omit<TaskState, 'status'>, actor: Actor): boolean {
  if (may(actor, 'task.access-all')) return true
  return isOwn(task, actor) || task.createdBy.id === actor.id
}

function isOwn(task: Pick<TaskState, 'assigneeId' | 'authorizerId' | 'ofOwnGroup'>, actor: Actor): boolean {
  if (task.ofOwnGroup) return true
  return actor.userId !== null && (task.assigneeId === actor.userId || task.authorizerId === actor.userId)
}

const over: Partial<Record<TaskStatus, string>> = {
  closed: 'This task is closed.',
  expired: 'This task was withdrawn: its playbook does not wait for it any more.',
}

/** What this actor may do with the task now, or why not (TSK-06, TSK-07). */
export function taskAbilities(task: TaskState, actor: Actor): { change: Ability; reassign: Ability; close: Ability } {
  const own = isOwn(task, actor)
  const closed = over[task.status] ?? null
  const change = closed ?? (own || may(actor, 'task.edit') || 'This needs the capability Task → Edit.')
  return {
    change,
    close: change,
    reassign: closed ?? (may(actor, 'task.reassign') || 'This needs the capability Task → Reassign.'),
  }
}
