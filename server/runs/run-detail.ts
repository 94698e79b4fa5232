import type { Json, ResponseOf } from '@tocsin/contracts'
import {
  type NodeIteration,
  type NodeStatus,
  type getRunNode as nodeContract,
  nodeStatus,
  type RunDetail,
  type RunNode,
} from '@tocsin/contracts/run.ts'
import type { ActionResult } from '@tocsin/engine/journal/entry.ts'
import {
  type RunIterationDetail,
  type RunNodeDetail,
  readRun,
  readRunValue,
  readRunVersion,
} from '@tocsin/engine/stores/postgres/read-run.ts'
import { readActionPreview } from '../integrations/index.ts'
import { type Actor, may, notFound, queryable, type Tx } from '../platform/index.ts'
import { askedOf, personOf } from './asked-of.ts'
import { answersOf, askedKind, authorizerOf, questionOf, waitingForOf } from './describe-wait.ts'
import { mayAnswer } from './may-answer.ts'
import { readChildren } from './read-children.ts'
import { rerunWholeAbility } from './rerun-run.ts'
import { type PreviewPaths, resultPreviews } from './result-previews.ts'
import { getVisibleRun, type RunRow } from './run-access.ts'
import { toRun } from './run-list.ts'
import { taskWait } from './task-wait.ts'

const over = new Set(['completed', 'completed_with_errors', 'failed', 'killed'])

/** One run with its graph and the state of every node; what nodes gave is read node by node (IPB-10). */
export async function getRun(tx: Tx, actor: Actor, id: string): Promise<RunDetail> {
  const row = await getVisibleRun(tx, actor, id)
  const detail = await readRun(queryable(tx), id)
  const version = await readRunVersion(queryable(tx), id)
  if (!detail || !version) throw notFound('run', id)
  const known = new Map(detail.nodes.map((node) => [node.id, node]))
  const childrenOf = await readChildren(tx, id)
  const nodes: RunNode[] = []
  for (const node of version.graph.nodes) {
    const state = known.get(node.id)
    nodes.push(
      state
        ? await toNode(tx, actor, row, state, childrenOf(state))
        : { ...unstarted, id: node.id, name: node.name, type: node.kind },
    )
  }
  const manage = may(actor, 'incident-playbook.manage') || 'Your profile may not manage playbooks of incidents.'
  return {
    ...toRun(row),
    graph: version.graph,
    input: (detail.params ?? null) as Json,
    nodes,
    rerunOf: row.context.rerunOf ?? null,
    abilities: {
      kill: manage !== true ? manage : !over.has(row.status) || 'This run is over.',
      rerun: manage,
      rerunWhole: rerunWholeAbility(actor, row),
    },
  }
}

const unstarted = {
  status: 'pending' as const,
  attempts: 0,
  iterations: { total: 0, succeeded: 0, failed: 0 },
  startedAt: null,
  finishedAt: null,
  port: null,
}

async function toNode(
  tx: Tx,
  actor: Actor,
  row: RunRow,
  node: RunNodeDetail,
  children: NonNullable<RunNode['children']>,
): Promise<RunNode> {
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    status: toNodeStatus(node.status),
    attempts: node.attempts,
    iterations: {
      total: node.iterations.length,
      succeeded: node.iterations.filter(({ status }) => status === 'succeeded').length,
      failed: node.iterations.filter(({ status }) => status === 'failed').length,
    },
    startedAt: node.startedAt?.toISOString() ?? null,
    finishedAt: node.finishedAt?.toISOString() ?? null,
    port: node.answer ?? (node.ports.length > 0 ? node.ports.join(', ') : null),
    ...(node.error === null ? {} : { error: node.error }),
    ...(node.wait ? await toWait(tx, actor, row, node.wait) : {}),
    ...(children.length > 0 ? { children } : {}),
    ...(node.warnings.length > 0 ? { warnings: node.warnings } : {}),
    ...(node.resource === null ? {} : { resource: node.resource }),
    ...(node.nextAt === null ? {} : { nextAt: node.nextAt.toISOString() }),
    ...(node.type === 'action' ? { idempotent: node.idempotent } : {}),
  }
}

async function toWait(
  tx: Tx,
  actor: Actor,
  row: RunRow,
  wait: NonNullable<RunNodeDetail['wait']>,
): Promise<Pick<RunNode, 'wait' | 'waitsFor'>> {
  const { details } = wait
  const kind = askedKind(details)
  const expiresAt = wait.expiresAt?.toISOString() ?? null
  if (kind === null) return { waitsFor: { kind: waitingForOf(details), until: expiresAt } }
  if (details.kind === 'task') return { wait: await taskWait(tx, actor, row, wait.wait, details) }
  const subject = row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' }
  const allowed = mayAnswer(actor, await personOf(tx, actor), await askedOf(tx, details, subject))
  return {
    wait: {
      kind,
      question: questionOf(details),
      answers: answersOf(details),
      authorizer: authorizerOf(details),
      expiresAt,
      mayAnswer: allowed,
    },
  }
}

const shownAs: Record<string, NodeStatus> = {
  idle: 'pending',
  ready: 'pending',
  again: 'pending',
  lost: 'waiting',
  paused: 'waiting',
}

function toNodeStatus(status: RunNodeDetail['status'] | RunIterationDetail['status']): NodeStatus {
  const known = nodeStatus.options.find((each) => each === status)
  return known ?? shownAs[status] ?? 'running'
}

/** What one node was given and gave, iteration by iteration (IPB-07 … IPB-09). */
export async function getRunNode(
  tx: Tx,
  actor: Actor,
  id: string,
  nodeId: string,
  page: { limit: number; offset: number; large: 'include' | 'leave-out' },
): Promise<ResponseOf<typeof nodeContract>> {
  await getVisibleRun(tx, actor, id)
  const detail = await readRun(queryable(tx), id)
  const node = detail?.nodes.find((each) => each.id === nodeId)
  if (!node) return { items: [], total: 0 }
  if (node.iterations.length === 0 && node.wait?.details.kind === 'manual')
    return pendingRows(node.wait.details.rows, page)
  const paths = await previewPaths(tx, id, node)
  const items: NodeIteration[] = []
  for (const [index, iteration] of node.iterations.slice(page.offset, page.offset + page.limit).entries()) {
    const { stored } = iteration
    const isAll = page.large === 'include'
    const leftOut = isAll ? 0 : (stored?.bytes ?? 0) + largeInput(iteration)
    const result = stored && isAll ? await readRunValue(queryable(tx), id, stored.id) : iteration.result
    const previews = paths && result ? resultPreviews(paths, result.output) : []
    items.push({
      ...toIteration(page.offset + index, iteration, result),
      ...(previews.length > 0 ? { previews } : {}),
      ...(leftOut > 0 ? { leftOut } : {}),
      ...(isAll || largeInput(iteration) === 0 ? {} : { input: null }),
    })
  }
  return { items, total: node.iterations.length }
}

const LARGE_INPUT = 64 * 1024

/** Its size where it is large, else 0. */
function largeInput({ inputs }: RunIterationDetail): number {
  const size = JSON.stringify(inputs).length
  return size > LARGE_INPUT ? size : 0
}

/** How the action of a node wants its result to be shown. */
async function previewPaths(tx: Tx, id: string, node: RunNodeDetail): Promise<PreviewPaths | null> {
  if (node.type !== 'action') return null
  const version = await readRunVersion(queryable(tx), id)
  const definition = version?.graph.nodes.find((each) => each.id === node.id)
  return definition?.kind === 'action' ? readActionPreview(tx, definition.integration, definition.action) : null
}

/** What a node that waits to be started would be given, for review (NOD-15). */
function pendingRows(
  rows: readonly unknown[],
  page: { limit: number; offset: number },
): ResponseOf<typeof nodeContract> {
  const items = rows.slice(page.offset, page.offset + page.limit).map(
    (input, index): NodeIteration => ({
      index: page.offset + index,
      status: 'pending',
      input: input as Json,
      output: null,
      table: null,
      text: null,
      error: null,
      attempts: [],
    }),
  )
  return { items, total: rows.length }
}

interface StoredTable {
  columns: { name: string; link: boolean }[]
  rows: Json[][]
}

function toIteration(index: number, iteration: RunIterationDetail, result: ActionResult | null): NodeIteration {
  const output = result?.output
  return {
    index,
    status: toNodeStatus(iteration.status),
    input: iteration.inputs as Json,
    output: (output ?? null) as Json,
    table: (result?.table as StoredTable | undefined) ?? null,
    text: typeof output === 'string' ? output : (result?.stderr ?? null),
    error: iteration.error,
    attempts: iteration.history.map(({ number, startedAt, finishedAt, status, error }) => ({
      number,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      status,
      error,
    })),
  }
}
