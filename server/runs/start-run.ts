import type { PlaybookGraph, PlaybookName, RunVersion } from '@tocsin/engine'
import { type NewRun, startRuns as startEngineRuns } from '@tocsin/engine/stores/postgres/start-run.ts'
import { listActionShapes } from '../integrations/index.ts'
import { type Actor, emitAll, Failure, queryable, type Tx } from '../platform/index.ts'
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
  const [started] = await startRuns(tx, [{ actor, request, requestId: tx.requestId }])
  if (started === undefined || started instanceof Failure) throw started ?? new Error('The run was not started')
  return started
}

/** The same for several that are asked for at once; what cannot be started is answered with its reason. */
export async function startRuns(
  tx: Tx,
  asked: readonly { actor: Actor; request: RunRequest; requestId: string | null }[],
): Promise<({ id: string } | Failure)[]> {
  const playbooks = new Map<string, ReturnType<typeof choosePlaybook>>()
  const results: ({ id: string } | Failure)[] = []
  const queued: { place: number; actor: Actor; run: QueuedRun; requestId: string | null }[] = []
  for (const [place, { actor, request, requestId }] of asked.entries()) {
    const test = request.test ?? false
    const name = `${request.playbookId}/${test}`
    const chosen = playbooks.get(name) ?? choosePlaybook(tx, request.playbookId, test)
    playbooks.set(name, chosen)
    try {
      const subject = await chosen.then(() => runSubject(tx, actor, request))
      const about = subject ? { kind: subject.kind, id: subject.id } : null
      const origin = originOf(subject, test)
      const run = { ...(await chosen), input: request.input ?? null, subject: about, test, origin }
      queued.push({ place, actor, run, requestId })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      results[place] = error
    }
  }
  const ids = await queueRuns(tx, queued)
  queued.forEach(({ place }, index) => {
    results[place] = { id: ids[index] ?? '' }
  })
  return results
}

async function choosePlaybook(tx: Tx, id: string, test: boolean): Promise<Pick<QueuedRun, 'playbook' | 'chosen'>> {
  const playbook = await getPlaybookRow(tx, id)
  return { playbook, chosen: await chooseGraph(tx, playbook, test) }
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
  /** The run of which it is a repetition. */
  rerunOf?: string
}

/** Stores a run with its version and all that it needs of the instance now, and announces it. */
export async function queueRun(tx: Tx, actor: Actor, run: QueuedRun): Promise<{ id: string }> {
  const [id = ''] = await queueRuns(tx, [{ actor, run, requestId: tx.requestId }])
  return { id }
}

async function queueRuns(
  tx: Tx,
  all: readonly { actor: Actor; run: QueuedRun; requestId: string | null }[],
): Promise<string[]> {
  if (all.length === 0) return []
  const versions = await versionsOf(
    tx,
    all.map(({ run }) => run),
  )
  const ids = await startEngineRuns(
    queryable(tx),
    all.map(({ actor, run }): NewRun => {
      const version = versions.get(run.chosen)
      if (!version) throw new Error(`The playbook "${run.playbook.name}" has no version to run`)
      return {
        playbookId: run.playbook.id,
        playbookVersion: run.chosen.number ?? 0,
        name: run.playbook.name,
        version,
        params: run.input,
        subject: run.subject,
        test: run.test,
        context: contextOf(actor, run),
        parent: run.parent ?? null,
      }
    }),
  )
  tx.afterCommit(() => tx.instance.wakeWorkers())
  await emitAll(
    tx,
    all.map(({ actor, run, requestId }, index) => ({
      actor,
      requestId,
      event: {
        type: 'PlaybookExecutionCreated',
        subject: { kind: 'runs', id: ids[index] ?? '' },
        parent: run.subject,
        after: {
          playbook: run.playbook.name,
          version: run.chosen.number,
          test: run.test,
          ...(run.rerunOf === undefined ? {} : { rerunOf: run.rerunOf }),
        },
      },
    })),
  )
  return ids
}

function contextOf(actor: Actor, run: QueuedRun): RunContext {
  return {
    startedBy: { kind: actor.kind, id: actor.id, name: actor.name },
    version: run.chosen.number,
    origin: run.origin,
    ...(run.parent ? { way: run.parent.way } : {}),
    ...(run.rerunOf === undefined ? {} : { rerunOf: run.rerunOf }),
  }
}

/** What runs keep of their playbooks and of the actions these use; the same value for the same choice. */
async function versionsOf(tx: Tx, runs: readonly QueuedRun[]): Promise<Map<ChosenGraph, RunVersion>> {
  const usesActions = runs.some(({ chosen }) => chosen.graph.nodes.some((node) => node.kind === 'action'))
  const installed = usesActions ? await listActionShapes(tx) : []
  const versions = new Map<ChosenGraph, RunVersion>()
  for (const { chosen, playbook } of runs) {
    if (versions.has(chosen)) continue
    const used = new Set(
      chosen.graph.nodes.flatMap((node) => (node.kind === 'action' ? [`${node.integration}/${node.action}`] : [])),
    )
    versions.set(chosen, {
      graph: { ...chosen.graph, killOnError: playbook.kill_on_error },
      actions: installed.filter((shape) => used.has(`${shape.integration}/${shape.name}`)),
      ...(chosen.calls.length > 0 ? { playbooks: chosen.calls } : {}),
    })
  }
  return versions
}

/** What runs now: the published version, or the draft in a test. Throws `wrong_state`. */
export async function chooseGraph(tx: Tx, playbook: PlaybookRow, test: boolean): Promise<ChosenGraph> {
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

export function originOf(subject: RunSubject | null, test: boolean): RunContext['origin'] {
  if (test) return { kind: 'test', id: subject?.id ?? null, label: subject?.label ?? null }
  if (!subject) return { kind: 'api', id: null, label: null }
  return { kind: subject.kind === 'incidents' ? 'incident' : 'triage', id: subject.id, label: subject.label }
}
