import type { Ability } from '@tocsin/contracts'
import { isFinal } from '@tocsin/engine/journal/entry.ts'
import { readRun, readRunVersion } from '@tocsin/engine/stores/postgres/read-run.ts'
import { type Actor, Failure, may, notFound, queryable, type Tx } from '../platform/index.ts'
import { getPlaybookRow } from '../playbooks/index.ts'
import { getVisibleRun, type RunRow } from './run-access.ts'
import { type ChosenGraph, chooseGraph, originOf, queueRun } from './start-run.ts'
import { findVisibleSubject } from './visible-subject.ts'

/**
 * Starts a run that is over once more: a new run with what the former started with, for the same incident or event, in
 * the version of then or in the newest (EXE-10). The former stays as it was.
 */
export async function rerunRun(tx: Tx, actor: Actor, id: string, version: 'same' | 'newest'): Promise<{ id: string }> {
  const row = await getVisibleRun(tx, actor, id)
  const ability = rerunWholeAbility(actor, row)
  if (ability !== true) throw new Failure('wrong_state', ability)
  const playbook = await getPlaybookRow(tx, row.playbook_id)
  if (!row.test && !playbook.enabled) {
    throw new Failure('wrong_state', `"${playbook.name}" is disabled. Enable it first.`)
  }
  const former = await readRun(queryable(tx), id)
  if (!former) throw notFound('run', id)
  const visible = await findVisibleSubject(tx, actor, former.subject)
  const subject = former.subject && { ...former.subject, label: labelOf(visible) ?? former.subject.id }
  return queueRun(tx, actor, {
    playbook,
    chosen: version === 'same' ? await versionOf(tx, row) : await chooseGraph(tx, playbook, row.test),
    input: former.params ?? null,
    subject: former.subject,
    test: row.test,
    origin: originOf(subject as Parameters<typeof originOf>[0], row.test),
    rerunOf: id,
  })
}

/** Whether the whole run can be started once more, or why not. */
export function rerunWholeAbility(actor: Actor, row: Pick<RunRow, 'status'>): Ability {
  if (!may(actor, 'incident-playbook.manage')) return 'Your profile may not manage playbooks of incidents.'
  return isFinal(row.status) || 'This run is not over. Wait for its end, or kill it first.'
}

async function versionOf(tx: Tx, row: RunRow): Promise<ChosenGraph> {
  const version = await readRunVersion(queryable(tx), row.id)
  if (!version) throw notFound('run', row.id)
  return { graph: version.graph, number: row.context.version, calls: version.playbooks ?? [] }
}

function labelOf(visible: Awaited<ReturnType<typeof findVisibleSubject>>): string | null {
  return visible?.incident?.label ?? visible?.triageEvent?.label ?? null
}
