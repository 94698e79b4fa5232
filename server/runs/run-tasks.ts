import { allCapabilities } from '@tocsin/contracts'
import { type Task, taskPriority } from '@tocsin/contracts/task.ts'
import type { EntryOf, TaskOutput, WaitAnswer } from '@tocsin/engine/journal/entry.ts'
import type { RunEvent, RunIdentity } from '@tocsin/engine/journal/run-identity.ts'
import { answerNamedWait } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { findGroup } from '../access/index.ts'
import { readIncidentScope } from '../incidents/index.ts'
import {
  type Actor,
  type DomainEvent,
  Failure,
  machineActor,
  queryable,
  type Subscription,
  type Tx,
} from '../platform/index.ts'
import { createTask, withdrawTasks } from '../tasks/index.ts'
import { responderOf } from './responder.ts'

type Opened = EntryOf<'wait-opened'>
type Details = Extract<Opened['details'], { kind: 'task' }>

export function playbookActor(run: Pick<RunIdentity, 'id' | 'name'>): Actor {
  return machineActor({ kind: 'playbook', id: run.id, name: run.name }, allCapabilities)
}

/** Makes the task that a node waits for, in the transaction that opens the wait (NOD-40). */
export async function makeTask(tx: Tx, run: RunIdentity, entry: Opened, details: Details): Promise<void> {
  try {
    if (run.subject?.kind !== 'incidents') {
      throw new Failure('wrong_state', 'A task belongs to an incident, and this run has none.')
    }
    const owner = await ownerOf(tx, run.subject.id)
    const assigned = (await findPerson(tx, details.owner)) ?? { user: owner, group: null }
    const authorizer = (await findPerson(tx, details.authorizer)) ?? { user: owner, group: null }
    const task = {
      title: details.title.trim().slice(0, 255) || 'Task',
      description: details.description,
      assigneeId: assigned.user,
      dueAt: details.dueAt,
      hours: details.hours,
      priority: priorityOf(details.priority),
    }
    await createTask(tx, playbookActor(run), run.subject.id, task, {
      runId: run.id,
      nodeId: entry.node,
      wait: entry.wait,
      playbook: run.name,
      authorizerId: authorizer.user,
      assigneeGroupId: assigned.group,
      authorizerGroupId: authorizer.group,
      percentage: Math.round((details.percentage ?? 0) / 10) * 10,
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const output = { status: 'not_created', title: details.title, owner: '', percentage: 0, hours: details.hours }
    const answer: WaitAnswer = { kind: 'task', decision: 'fail', error: error.message, output, responder: {} }
    await answerNamedWait(queryable(tx), run.id, entry.wait, answer)
  }
}

/** A run that was killed, or whose node runs again, takes its open task back (EXE-12). */
export async function withdrawTaskOf({ run }: RunEvent, wait: string, tx: Tx): Promise<void> {
  await withdrawTasks(tx, playbookActor(run), { runId: run.id, wait })
}

/** What decides a task, wherever it is decided, answers the node that waits for it (NOD-42, NOD-43). */
export const answerWithTask: Subscription = {
  name: 'answer the node that waits for a task',
  events: ['TaskApproved', 'TaskDeclined', 'TaskClosed'],
  async within(tx, event) {
    const made = await tx.sql
      .selectFrom('tasks')
      .select(['run_id', 'wait'])
      .where('id', '=', Number(event.subject.id))
      .where('run_id', 'is not', null)
      .executeTakeFirst()
    if (!made?.run_id || made.wait === null) return
    const answer = await answerOf(tx, event)
    const fate = await answerNamedWait(queryable(tx), made.run_id, made.wait, answer)
    if (fate === 'taken') tx.afterCommit(() => tx.instance.wakeWorkers())
  },
}

async function answerOf(tx: Tx, event: DomainEvent): Promise<WaitAnswer> {
  const output = outputOf(event.after as Task)
  const responder = await responderOf(tx, event.actor)
  if (event.type !== 'TaskDeclined') return { kind: 'task', decision: 'approve', output, responder }
  return { kind: 'task', decision: 'reject', error: `${event.actor.name} rejected the task.`, output, responder }
}

function outputOf(task: Task): TaskOutput {
  const { status, title, percentage, hours } = task
  return { status, title, owner: task.assignee?.name ?? task.assigneeGroup?.name ?? '', percentage, hours }
}

function priorityOf(text: string): Task['priority'] {
  return taskPriority.options.find((each) => each.toLowerCase() === text.trim().toLowerCase()) ?? 'Normal'
}

async function ownerOf(tx: Tx, incidentId: string): Promise<string | null> {
  const { incident } = await readIncidentScope(tx, incidentId)
  const owner = z.object({ id: z.string() }).safeParse(incident.owner)
  return owner.success ? findUser(tx, owner.data.id) : null
}

/** The user or the group that a task names (GRP-04); null for neither. */
async function findPerson(tx: Tx, text: string | null): Promise<{ user: string | null; group: string | null } | null> {
  const user = await findUser(tx, text)
  if (user !== null) return { user, group: null }
  const group = await findGroup(tx, text)
  return group && { user: null, group: group.id }
}

/** The id of the active user that a name, an e-mail address or an id means; null for nobody. */
async function findUser(tx: Tx, text: string | null): Promise<string | null> {
  const wanted = text?.trim().toLowerCase() ?? ''
  if (wanted === '') return null
  const user = await tx.sql
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`(id::text = ${wanted} or lower(email) = ${wanted} or lower(name) = ${wanted})`)
    .where('active', '=', true)
    .executeTakeFirst()
  return user?.id ?? null
}
