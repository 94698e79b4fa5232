import type { PlaybookGraph } from '@tocsin/engine'
import { startRun as startEngineRun } from '@tocsin/engine/stores/postgres/start-run.ts'
import { listActionShapes } from '../integrations/index.ts'
import { type Actor, emit, Failure, queryable, type Tx } from '../platform/index.ts'
import { findPublishedGraph, getPlaybookRow, type PlaybookRow } from '../playbooks/index.ts'
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
  const context: RunContext = {
    startedBy: { kind: actor.kind, id: actor.id, name: actor.name },
    version: chosen.number,
    origin: originOf(subject, request.test ?? false),
  }
  const used = new Set(
    chosen.graph.nodes.flatMap((node) => (node.kind === 'action' ? [`${node.integration}/${node.action}`] : [])),
  )
  const shapes = (await listActionShapes(tx)).filter((shape) => used.has(`${shape.integration}/${shape.name}`))
  const id = await startEngineRun(queryable(tx), {
    playbookId: playbook.id,
    playbookVersion: chosen.number ?? 0,
    name: playbook.name,
    version: { graph: { ...chosen.graph, killOnError: playbook.kill_on_error }, actions: shapes },
    params: request.input ?? null,
    subject: subject ? { kind: subject.kind, id: subject.id } : null,
    test: request.test ?? false,
    context,
  })
  tx.afterCommit(() => tx.instance.wakeWorkers())
  await emit(tx, actor, {
    type: 'PlaybookExecutionCreated',
    subject: { kind: 'runs', id },
    parent: subject ? { kind: subject.kind, id: subject.id } : null,
    after: { playbook: playbook.name, version: chosen.number, test: request.test ?? false },
  })
  return { id }
}

async function chooseGraph(
  tx: Tx,
  playbook: PlaybookRow,
  test: boolean,
): Promise<{ graph: PlaybookGraph; number: number | null }> {
  if (test && playbook.draft) return { graph: playbook.draft, number: null }
  const published = await findPublishedGraph(tx, playbook)
  if (!published)
    throw new Failure('wrong_state', `"${playbook.name}" was never published. Publish it, or start a test run.`)
  if (!test && !playbook.enabled) throw new Failure('wrong_state', `"${playbook.name}" is disabled. Enable it first.`)
  return { graph: published.graph, number: published.number }
}

function originOf(subject: RunSubject | null, test: boolean): RunContext['origin'] {
  if (test) return { kind: 'test', id: subject?.id ?? null, label: subject?.label ?? null }
  if (!subject) return { kind: 'api', id: null, label: null }
  return { kind: subject.kind === 'incidents' ? 'incident' : 'triage', id: subject.id, label: subject.label }
}
