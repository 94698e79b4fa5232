import type { RunNode } from '@tocsin/contracts/run.ts'
import type { Task } from '@tocsin/contracts/task.ts'
import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { type Actor, Failure, may, type Tx } from '../platform/index.ts'
import { changeTask, closeTask, findTaskOfWait } from '../tasks/index.ts'
import { answersOf, authorizerOf, questionOf } from './describe-wait.ts'
import type { RunRow } from './run-access.ts'

/** A node that waits for a task, as the run shows it: who may decide the task may do it from here (NOD-42). */
export async function taskWait(
  tx: Tx,
  actor: Actor,
  run: RunRow,
  wait: string,
  details: WaitDetails,
): Promise<NonNullable<RunNode['wait']>> {
  const found = await findTaskOfWait(tx, actor, { runId: run.id, wait })
  return {
    kind: 'task',
    question: questionOf(details),
    answers: answersOf(details),
    authorizer: (found && nameOf(found.task)) ?? authorizerOf(details),
    expiresAt: found?.task.dueAt ?? null,
    mayAnswer: found ? mayDecide(actor, found) : 'The task of this node is not there any more.',
    ...(found ? { taskId: found.task.id } : {}),
  }
}

/** Whose task it is. */
function nameOf(task: Pick<Task, 'assignee' | 'assigneeGroup'>): string | null {
  return (task.assignee ?? task.assigneeGroup)?.name ?? null
}

function mayDecide(actor: Actor, found: NonNullable<Awaited<ReturnType<typeof findTaskOfWait>>>) {
  if (!may(actor, 'task.access')) return 'Your profile may not open tasks.'
  return found.concerns ? found.task.abilities.change : `This is the task of ${nameOf(found.task) ?? 'nobody yet'}.`
}

/** Decides the task from the run; that its wait is answered follows from what the task announces. */
export async function decideTask(
  tx: Tx,
  actor: Actor,
  at: { runId: string; wait: string },
  answer: string,
): Promise<void> {
  const found = await findTaskOfWait(tx, actor, at)
  if (!found) throw new Failure('wrong_state', 'The task of this node is not there any more.')
  const allowed = mayDecide(actor, found)
  if (allowed !== true) throw new Failure('not_allowed', allowed)
  const id = String(found.task.id)
  if (answer === 'approve-and-close') await closeTask(tx, actor, id, {})
  else await changeTask(tx, actor, id, { status: answer === 'approve' ? 'in_progress' : 'declined' })
}
