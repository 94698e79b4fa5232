import type { PlaybookGraph, PlaybookName } from '@tocsin/engine'
import { startRun as startEngineRun } from '@tocsin/engine/stores/postgres/start-run.ts'
import { listActionShapes } from '../integrations/index.ts'
import { type Actor, emit, Failure, queryable, type Tx } from '../platform/index.ts'
import { bindCalls, findPublishedGraph, getPlaybookRow, type PlaybookRow } from '../playbooks/index.ts'
import { type RunSubject, runSubject } from './run-subject.ts'
import type { RunContext } from './tables.ts'

export interface RunRequest {
  playbookId: string
  input?: unknown
  incidentId?: string
  triageEventId?: string
  /** Runs the draft where there is one, whether or not the playbook is enabled (TST-09). */
  test?: boolean
}

/** Queues a run in the caller's transaction: it starts after the commit, or not at all (EXE-01, EXE-03). */
export async function startRun(tx: Tx, actor: Actor, request: RunRequest): Promise<{ id: string }> {
  const playbook = await getPlaybookRow(tx, request.playbookId)
  const chosen = await chooseGraph(tx, playbook, request.test ?? false)
  const subject = await runSubject(tx, actor, request)
  return queueRun(tx, actor, {
    playbook,
    chosen,
    input: request.input ?? null,
    subject: subject ? { kind: subject.kind, id: subject.id } : null,
    test: request.test ?? false,
    origin: originOf(subject, request.test ?? false),
  })
}

export interface ChosenGraph {
  graph: PlaybookGraph
  /** Published version; null for a draft under test. */
  number: number | null
  /** The playbooks that its nodes run, by name. */
  calls: PlaybookName[]
}

export interface QueuedRun {
  playbook: PlaybookRow
  chosen: ChosenGraph
  input: unknown
  subject: { kind: string; id: string } | null
  test: boolean
  origin: RunContext['origin']
  /** The wait of another run that waits for its end, and the playbooks from the outermost to that one. */
  parent?: { run: string; wait: string; way: PlaybookName[] }
}

/** Stores a run with its version and all that it needs of the instance now, and announces it. */
export async function queueRun(tx: Tx, actor: Actor, run: QueuedRun): Promise<{ id: string }> {
  const { playbook, chosen, subject, test, parent } = run
  const context: RunContext = {
    startedBy: { kind: actor.kind, id: actor.id, name: actor.name },
    version: chosen.number,
    origin: run.origin,
    ...(parent ? { way: parent.way } : {}),
  }
  const used = new Set(
    chosen.graph.nodes.flatMap((node) => (node.kind === 'action' ? [`${node.integration}/${node.action}`] : [])),
  )
  const installed = used.size > 0 ? await listActionShapes(tx) : []
  const shapes = installed.filter((shape) => used.has(`${shape.integration}/${shape.name}`))
  const id = await startEngineRun(queryable(tx), {
    playbookId: playbook.id,
    playbookVersion: chosen.number ?? 0,
    name: playbook.name,
    version: {
      graph: { ...chosen.graph, killOnError: playbook.kill_on_error },
      actions: shapes,
      ...(chosen.calls.length > 0 ? { playbooks: chosen.calls } : {}),
    },
    params: run.input,
    subject,
    test,
    context,
    parent: parent ?? null,
  })
  tx.afterCommit(() => tx.instance.wakeWorkers())
  await emit(tx, actor, {
    type: 'PlaybookExecutionCreated',
    subject: { kind: 'runs', id },
    parent: subject,
    after: { playbook: playbook.name, version: chosen.number, test },
  })
  return { id }
}

async function chooseGraph(tx: Tx, playbook: PlaybookRow, test: boolean): Promise<ChosenGraph> {
  if (test && playbook.draft) {
    return { graph: playbook.draft, number: null, calls: await bindCalls(tx, playbook.draft) }
  }
  return choosePublished(tx, playbook, test)
}

/** The published version of an enabled playbook; a test runs a disabled one too. Throws `wrong_state`. */
export async function choosePublished(tx: Tx, playbook: PlaybookRow, test: boolean): Promise<ChosenGraph> {
  const published = await findPublishedGraph(tx, playbook)
  if (!published)
    throw new Failure('wrong_state', `"${playbook.name}" was never published. Publish it, or start a test run.`)
  if (!test && !playbook.enabled) throw new Failure('wrong_state', `"${playbook.name}" is disabled. Enable it first.`)
  return { graph: published.graph, number: published.number, calls: published.calls }
}

function originOf(subject: RunSubject | null, test: boolean): RunContext['origin'] {
  if (test) return { kind: 'test', id: subject?.id ?? null, label: subject?.label ?? null }
  if (!subject) return { kind: 'api', id: null, label: null }
  return { kind: subject.kind === 'incidents' ? 'incident' : 'triage', id: subject.id, label: subject.label }
}
