import type { Operation } from '@tocsin/contracts/run.ts'
import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { sql } from 'kysely'
import { type Actor, Failure, may, type Tx } from '../platform/index.ts'
import { listTasks } from '../tasks/index.ts'
import { askedOf, personOf } from './asked-of.ts'
import { answersOf, askedKind, questionOf } from './describe-wait.ts'
import { mayAnswer } from './may-answer.ts'
import { findVisibleSubject } from './visible-subject.ts'

const MOST = 500

/** What the graph of the run calls the node. */
const nodeName = sql<string | null>`(
  select node ->> 'name' from runs r join run_graphs g on g.hash = r.graph_hash,
    json_array_elements(g.version -> 'graph' -> 'nodes') node
  where r.id = run_waits.run_id and node ->> 'id' = run_waits.node_id limit 1)`

/** What waits for a person: questions of playbooks and tasks, the most urgent first (HOME-01, HOME-04, HOME-08). */
export async function listOperations(tx: Tx, actor: Actor, of: 'me' | 'everybody'): Promise<{ items: Operation[] }> {
  if (of === 'everybody' && !may(actor, 'task.access-all')) {
    throw new Failure('not_allowed', 'Your profile shows you your own operations only.')
  }
  const items = [...(await listWaits(tx, actor, of)), ...(await listOpenTasks(tx, actor, of))]
  return {
    items: items.sort((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999') || a.since.localeCompare(b.since)),
  }
}

async function listWaits(tx: Tx, actor: Actor, of: 'me' | 'everybody'): Promise<Operation[]> {
  const rows = await tx.sql
    .selectFrom('run_waits')
    .innerJoin('runs', 'runs.id', 'run_waits.run_id')
    .select([
      'run_waits.run_id',
      'run_waits.node_id',
      'run_waits.wait',
      'run_waits.details',
      'run_waits.opened_at',
      'run_waits.expires_at',
      'runs.name',
      'runs.subject_kind',
      'runs.subject_id',
      nodeName.as('node_name'),
    ])
    .where('run_waits.closed_at', 'is', null)
    .where('run_waits.kind', 'in', ['choice', 'manual', 'lost'])
    .where('run_waits.answered_at', 'is', null)
    .orderBy('run_waits.opened_at')
    .limit(MOST)
    .execute()
  const person = await personOf(tx, actor)
  const items: Operation[] = []
  for (const row of rows) {
    const subject = row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' }
    const visible = await findVisibleSubject(tx, actor, subject)
    if (!visible) continue
    const details = row.details as WaitDetails
    const kind = askedKind(details)
    if (kind === null || kind === 'task') continue
    const asked = await askedOf(tx, details, subject)
    if (of === 'me' && mayAnswer(actor, person, asked) !== true) continue
    items.push({
      kind,
      id: `${row.run_id}/${row.wait}`,
      title: details.kind === 'choice' ? details.title || row.name : `${row.name}: ${row.node_name ?? row.node_id}`,
      question: questionOf(details),
      answers: answersOf(details),
      playbook: row.name,
      runId: row.run_id,
      nodeId: row.node_id,
      incident: visible.incident,
      triageEvent: visible.triageEvent,
      assignee: asked.authorizer,
      since: row.opened_at.toISOString(),
      dueAt: row.expires_at?.toISOString() ?? null,
    })
  }
  return items
}

async function listOpenTasks(tx: Tx, actor: Actor, of: 'me' | 'everybody'): Promise<Operation[]> {
  if (!may(actor, 'task.access')) return []
  const { items } = await listTasks(tx, actor, { limit: MOST, open: true, ...(of === 'me' ? { mine: true } : {}) })
  const operations: Operation[] = []
  for (const task of items) {
    const visible = await findVisibleSubject(tx, actor, { kind: 'incidents', id: task.incidentId })
    operations.push({
      kind: 'task',
      id: String(task.id),
      title: task.title,
      question: task.description,
      answers: [],
      playbook: task.playbook?.name ?? null,
      runId: task.playbook?.runId ?? null,
      nodeId: task.playbook?.nodeId ?? null,
      incident: visible?.incident ?? null,
      triageEvent: null,
      assignee: (task.assignee ?? task.assigneeGroup)?.name ?? null,
      since: task.createdAt,
      dueAt: task.dueAt,
    })
  }
  return operations
}
