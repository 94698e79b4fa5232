import type { Page, QueryOf } from '@tocsin/contracts'
import { type listTasks as listContract, type Task, taskPriority, taskStatus } from '@tocsin/contracts/task.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, compileQuery, may, notFound, type QueryCatalogue, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'
import { concerns, type TaskState, taskAbilities } from './task.ts'

/** Groups of the actor, as SQL; a guest of the console is in none. */
function groupsOf(actor: Actor) {
  const userId = actor.signedInFrom === null ? actor.userId : null
  return sql`(select group_id from group_members where user_id = ${userId}::uuid)`
}

function selectTasks(tx: Tx, actor: Actor) {
  return tx.sql
    .selectFrom('tasks')
    .leftJoin('users', 'users.id', 'tasks.assignee_id')
    .leftJoin('users as authorizers', 'authorizers.id', 'tasks.authorizer_id')
    .leftJoin('groups', 'groups.id', 'tasks.assignee_group_id')
    .leftJoin('groups as authorizer_groups', 'authorizer_groups.id', 'tasks.authorizer_group_id')
    .selectAll('tasks')
    .select([
      'users.name as assignee_name',
      'authorizers.name as authorizer_name',
      'groups.name as assignee_group_name',
      'authorizer_groups.name as authorizer_group_name',
      sql<boolean>`coalesce(assignee_group_id in ${groupsOf(actor)}, false) or coalesce(authorizer_group_id in ${groupsOf(actor)}, false)`.as(
        'of_own_group',
      ),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number]

function stateOf(row: Row): TaskState {
  return {
    status: row.status,
    assigneeId: row.assignee_id,
    authorizerId: row.authorizer_id,
    ofOwnGroup: row.of_own_group,
    createdBy: row.created_by,
  }
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' }
}

function toTask(row: Row, actor: Actor): Task {
  return {
    id: row.id,
    incidentId: row.incident_id,
    title: row.title,
    description: row.description,
    assignee: named(row.assignee_id, row.assignee_name),
    authorizer: named(row.authorizer_id, row.authorizer_name),
    assigneeGroup: named(row.assignee_group_id, row.assignee_group_name),
    authorizerGroup: named(row.authorizer_group_id, row.authorizer_group_name),
    playbook: row.run_id === null ? null : { runId: row.run_id, nodeId: row.node_id ?? '', name: row.playbook ?? '' },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startAt: row.start_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    priority: row.priority,
    status: row.status,
    percentage: row.percentage,
    hours: row.hours,
    closedAt: row.closed_at?.toISOString() ?? null,
    version: row.version,
    abilities: taskAbilities(stateOf(row), actor),
  }
}

const whenDue = sql`coalesce(tasks.due_at, 'infinity')`
const orders: Record<'dueAt' | 'createdAt' | 'title' | 'status', [RawBuilder<unknown>, string]> = {
  dueAt: [whenDue, 'timestamptz'],
  createdAt: [sql`tasks.created_at`, 'timestamptz'],
  title: [sql`lower(tasks.title)`, 'text'],
  status: [sql`tasks.status`, 'text'],
}

const catalogue: QueryCatalogue = {
  fields: {
    id: { kind: 'number', sql: sql`tasks.id` },
    title: { kind: 'text', sql: sql`title` },
    description: { kind: 'text', sql: sql`description` },
    status: { kind: 'choice', sql: sql`status`, values: taskStatus.options },
    priority: { kind: 'choice', sql: sql`priority`, values: taskPriority.options, ordered: true },
    assignee: {
      kind: 'user',
      sql: sql`assignee_id`,
      name: sql`(select users.name from users where users.id = assignee_id)`,
      label: 'Assigned to',
    },
    incident: { kind: 'text', sql: sql`incident_id` },
    percentage: { kind: 'number', sql: sql`percentage` },
    hours: { kind: 'number', sql: sql`hours` },
    due: { kind: 'moment', sql: sql`due_at` },
    created: { kind: 'moment', sql: sql`created_at` },
    closed: { kind: 'moment', sql: sql`closed_at` },
  },
  searched: [sql`title`, sql`description`],
}

/** Tasks that concern the caller, the most urgent first (TSK-09, TSK-10). */
export async function listTasks(tx: Tx, actor: Actor, filter: QueryOf<typeof listContract>): Promise<Page<Task>> {
  const { field, descending } = readSort(filter.sort, ['dueAt', 'createdAt', 'title', 'status'], 'dueAt', false)
  const [key, keyType] = orders[field]
  const paging = keyset({ key, keyType, id: sql`tasks.id`, idType: 'bigint', descending }, filter.cursor)
  let matching = tx.sql.selectFrom('tasks')
  if (filter.mine || !may(actor, 'task.access-all')) {
    const groups = groupsOf(actor)
    const assigned = sql<boolean>`(assignee_id = ${actor.userId}::uuid or assignee_group_id in ${groups})`
    matching = filter.mine
      ? matching.where(assigned)
      : matching.where(
          sql<boolean>`(${assigned} or authorizer_id = ${actor.userId}::uuid or authorizer_group_id in ${groups} or created_by ->> 'id' = ${actor.id})`,
        )
  }
  if (filter.status) matching = matching.where('status', '=', filter.status)
  if (filter.open) matching = matching.where('status', 'in', ['waiting_owner', 'in_progress'])
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  matching = matching.where(compileQuery(filter.query, catalogue, asker))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await selectTasks(tx, actor)
    .select(paging.sortKey.as('sort_key'))
    .where('tasks.id', 'in', matching.select('id'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map((row) => toTask(row, actor)), nextCursor: nextCursor(rows, filter.limit), total }
}

/** All tasks below one incident; the caller has checked that the actor may see it. */
export async function listTasksOf(tx: Tx, actor: Actor, incidentId: string): Promise<Task[]> {
  const rows = await selectTasks(tx, actor)
    .where('tasks.incident_id', '=', incidentId)
    .orderBy(whenDue)
    .orderBy('tasks.id')
    .execute()
  return rows.map((row) => toTask(row, actor))
}

/** One task that concerns the actor; another's is answered as if it did not exist. */
export async function getTask(tx: Tx, actor: Actor, id: string | number): Promise<Task> {
  const row = await selectTasks(tx, actor)
    .where(sql<boolean>`tasks.id::text = ${String(id)}`)
    .executeTakeFirst()
  if (!row || !concerns(stateOf(row), actor)) throw notFound('task', String(id))
  return toTask(row, actor)
}

/** The task that a node of a run waits for, as the actor may deal with it, and whether it concerns him; null for none. */
export async function findTaskOfWait(
  tx: Tx,
  actor: Actor,
  wait: { runId: string; wait: string },
): Promise<{ task: Task; concerns: boolean } | null> {
  const row = await selectTasks(tx, actor)
    .where('tasks.run_id', '=', wait.runId)
    .where('tasks.wait', '=', wait.wait)
    .executeTakeFirst()
  if (!row) return null
  return { task: toTask(row, actor), concerns: concerns(stateOf(row), actor) }
}
