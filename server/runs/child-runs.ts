import type { PlaybookName } from '@tocsin/engine'
import type { EntryOf, WaitAnswer } from '@tocsin/engine/journal/entry.ts'
import type { RunEvent, RunIdentity } from '@tocsin/engine/journal/run-identity.ts'
import { killChildren, tellParent } from '@tocsin/engine/stores/postgres/child-runs.ts'
import { readRunValue } from '@tocsin/engine/stores/postgres/read-run.ts'
import { answerNamedWait } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { z } from 'zod'
import { Failure, queryable, type Tx } from '../platform/index.ts'
import { findPlaybookByName, findPlaybookRow } from '../playbooks/index.ts'
import { playbookActor } from './run-tasks.ts'
import { choosePublished, queueRun } from './start-run.ts'

type Opened = EntryOf<'wait-opened'>
type Details = Extract<Opened['details'], { kind: 'child' }>

/** Playbooks that may be nested in one another (NOD-61, NOD-65). */
const MOST_LEVELS = 10

const contextOfChild = z.object({ way: z.array(z.object({ id: z.string(), name: z.string() })).default([]) })

/**
 * Starts the run that a node waits for, in the transaction that opens its wait: both are there, or neither. What
 * cannot be started is answered at once with the reason (NOD-60, NOD-65).
 */
export async function startChildRun(tx: Tx, run: RunIdentity, entry: Opened, details: Details): Promise<void> {
  try {
    const context = contextOfChild.safeParse(run.context)
    const way = [...(context.success ? context.data.way : []), { id: run.playbookId, name: run.name }]
    const playbook = await findChild(tx, details)
    refuseLoop(way, playbook)
    const chosen = await choosePublished(tx, playbook, false)
    await queueRun(tx, playbookActor(run), {
      playbook,
      chosen,
      input: await readInputs(tx, run.id, details),
      subject: run.subject,
      test: run.test,
      origin: { kind: 'parent', id: run.id, label: run.name },
      parent: { run: run.id, wait: entry.wait, way },
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const result = { inline: { output: { status: 'not_started', error: error.message } } }
    const answer: WaitAnswer = { kind: 'child', status: 'not_started', error: error.message, result }
    await answerNamedWait(queryable(tx), run.id, entry.wait, answer)
    tx.afterCommit(() => tx.instance.wakeWorkers())
  }
}

async function findChild(tx: Tx, { playbook, name }: Details) {
  // A playbook that came back under another id is found by its name.
  const bound = playbook === null ? undefined : await findPlaybookRow(tx, playbook)
  const found = bound ?? (await findPlaybookByName(tx, name))
  if (!found) throw new Failure('not_found', `The playbook "${name}" is not here any more.`)
  return found
}

function refuseLoop(way: PlaybookName[], next: PlaybookName): void {
  const named = [...way, next].map((each) => `"${each.name}"`).join(' → ')
  if (way.some((each) => each.id === next.id)) {
    throw new Failure('wrong_state', `The playbook would run itself without end: ${named}.`)
  }
  if (way.length >= MOST_LEVELS) {
    throw new Failure('wrong_state', `Playbooks may be nested ${MOST_LEVELS} deep, and this is deeper: ${named}.`)
  }
}

async function readInputs(tx: Tx, runId: string, { inputs }: Details): Promise<unknown> {
  const result = 'inline' in inputs ? inputs.inline : await readRunValue(queryable(tx), runId, inputs.stored)
  return result?.output ?? null
}

/** The end of a run answers the node that waits for it, in the transaction that records this end (NOD-64). */
export async function endOfRun(tx: Tx, { run }: RunEvent): Promise<void> {
  const context = contextOfChild.safeParse(run.context)
  if (context.success && context.data.way.length === 0) return
  const told = await tellParent(queryable(tx), run.id)
  if (told !== null) tx.afterCommit(() => tx.instance.wakeWorkers())
}

/** What a node started ends with its wait: by a kill, a new start or its time limit, at any depth (EXE-12). */
export async function endChildren(tx: Tx, { run }: RunEvent, entry: EntryOf<'wait-closed'>): Promise<void> {
  const reason = {
    kill: `"${run.name}", which ran it, was ended.`,
    rerun: `"${run.name}" runs it again.`,
    expiry: `It took longer than "${run.name}" waits for it.`,
  }
  const { by } = entry
  if (by !== 'kill' && by !== 'rerun' && by !== 'expiry') return
  const order = { by: run.name, reason: reason[by] }
  const killed = await killChildren(queryable(tx), { run: run.id, wait: entry.wait }, order)
  if (killed > 0) tx.afterCommit(() => tx.instance.wakeWorkers())
}
