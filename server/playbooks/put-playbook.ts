import { type PlaybookChange, readPlaybookChange, sameJson } from '@tocsin/content'
import { playbookDetails } from '@tocsin/contracts/playbook.ts'
import { hasErrors, type PlaybookGraph } from '@tocsin/engine'
import { type Actor, cleanHtml, Failure, type Tx } from '../platform/index.ts'
import { changePlaybook } from './change-playbook.ts'
import { convertPlaybook } from './convert-playbook.ts'
import { deletePlaybook } from './delete-playbook.ts'
import { dropDraft, hasWorkToLose, refuseToLoseDraft } from './draft-of-others.ts'
import { setPlaybookEnabled } from './enable-playbook.ts'
import { explainFormat } from './explain-format.ts'
import { FIELDS_KEY } from './fields-of-file.ts'
import { readInstalled } from './installed-content.ts'
import { keepBindings } from './keep-bindings.ts'
import {
  findDeletedByName,
  findPlaybookByName,
  findPublishedGraph,
  getPlaybookRow,
  lockPlaybookRow,
  type PlaybookRow,
} from './playbook-store.ts'
import { publishGraph } from './publish-playbook.ts'
import { findProblems, readGraph } from './read-graph.ts'
import { saveDraft } from './save-draft.ts'

/** Throws `unreadable_file` with line and key. */
export function readPutBody(body: Uint8Array): PlaybookChange {
  try {
    return readPlaybookChange(body)
  } catch (error) {
    throw explainFormat(error)
  }
}

/**
 * Changes the playbook of this name to what the body says (formats.md 6.5, API-08); doing it again changes nothing more.
 * A graph that cannot be published yet is kept as draft, with a warning; a draft of somebody else is never overwritten.
 */
export async function putPlaybook(
  tx: Tx,
  actor: Actor,
  change: PlaybookChange,
): Promise<{ id: string; warnings: string[] }> {
  const { playbook, given } = change
  const found = await findMeant(tx, change)
  if (found.deleted_at !== null) return { id: found.id, warnings: change.warnings }
  const row = await lockPlaybookRow(tx, found.id)
  if (given.has('is_deleted') && playbook.isDeleted) {
    await deletePlaybook(tx, actor, row.id)
    return { id: row.id, warnings: change.warnings }
  }
  await putDetails(tx, actor, row, change)
  const warnings = [...change.warnings]
  if (playbook.nodes.length > 0) {
    const current = await getPlaybookRow(tx, row.id)
    const before = (await findPublishedGraph(tx, current))?.graph ?? current.draft
    const converted = await convertPlaybook(tx, actor, playbook, await readInstalled(tx))
    const { graph, unbound } = keepBindings(converted, before && readGraph(before))
    const lacking = [...unbound, ...converted.missing].map(({ node, reason }) => `"${node}": ${reason}`)
    warnings.push(...converted.warnings, ...lacking)
    await putGraph(tx, actor, current, graph, change, warnings)
  }
  const now = await getPlaybookRow(tx, row.id)
  if (given.has('is_enabled') && (now.published_version !== null || !playbook.isEnabled)) {
    await setPlaybookEnabled(tx, actor, row.id, playbook.isEnabled)
  }
  return { id: row.id, warnings }
}

/** Puts the playbook of this name among the deleted ones; one that lies there already may be deleted again. */
export async function deletePlaybookByName(tx: Tx, actor: Actor, name: string): Promise<void> {
  const row = await findPlaybookByName(tx, name)
  if (row) await deletePlaybook(tx, actor, row.id)
  else if (!(await findDeletedByName(tx, name))) throw new Failure('not_found', `There is no playbook "${name}".`)
}

/** By its name, or by the new one where the change was made before and its answer got lost. */
async function findMeant(tx: Tx, { playbook, given }: PlaybookChange): Promise<PlaybookRow> {
  const { name, updatedName } = playbook
  const here = await findPlaybookByName(tx, name)
  if (here) return here
  const renamed = updatedName === null ? undefined : await findPlaybookByName(tx, updatedName)
  if (renamed) return renamed
  const deleted = await findDeletedByName(tx, name)
  if (deleted && given.has('is_deleted') && playbook.isDeleted) return deleted
  const why = deleted ? 'One of this name was deleted; restore it first.' : 'Create or import it first.'
  throw new Failure('not_found', `There is no playbook "${name}". This call changes playbooks that are there. ${why}`)
}

async function putDetails(tx: Tx, actor: Actor, row: PlaybookRow, { playbook, given }: PlaybookChange): Promise<void> {
  const wanted = playbookDetails.parse({
    name: playbook.updatedName ?? row.name,
    description: given.has('description') ? cleanHtml(playbook.description) : row.description,
    type: playbook.type ?? row.type,
    tags: given.has('tags') ? playbook.tags : row.tags,
    killOnError: given.has('kill_on_error') ? playbook.killOnError : row.kill_on_error,
  })
  const { name, description, type, tags, kill_on_error: killOnError } = row
  if (!sameJson(wanted, { name, description, type, tags, killOnError })) {
    await changePlaybook(tx, actor, row.id, wanted)
  }
  const { [FIELDS_KEY]: _fields, ...unknown } = playbook.extra
  const extra = {
    ...row.extra,
    ...unknown,
    ...(given.has('mail_on_error') ? { mail_on_error: playbook.mailOnError } : {}),
    ...(given.has('nested') ? { nested: playbook.nested } : {}),
  }
  if (!sameJson(extra, row.extra)) {
    await tx.sql
      .updateTable('playbooks')
      .set({ extra: JSON.stringify(extra) })
      .where('id', '=', row.id)
      .execute()
  }
}

async function putGraph(
  tx: Tx,
  actor: Actor,
  row: PlaybookRow,
  sent: PlaybookGraph,
  { given, isDraft, playbook }: PlaybookChange,
  warnings: string[],
): Promise<void> {
  const published = await findPublishedGraph(tx, row)
  const before = published?.graph ?? row.draft
  const graph: PlaybookGraph = {
    ...sent,
    killOnError: row.kill_on_error,
    mailOnError: given.has('mail_on_error') ? sent.mailOnError : before ? readGraph(before).mailOnError : [],
  }
  const problems = isDraft ? [] : await findProblems(tx, graph, row)
  if (isDraft || hasErrors(problems)) {
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)
    if (errors.length > 0) warnings.push(`It is kept as a draft, because it cannot be published: ${errors.join(' ')}`)
    if (row.draft !== null && sameJson(readGraph(row.draft), graph)) return
    await refuseToLoseDraft(tx, actor, row, graph, 'send the same again')
    await saveDraft(tx, actor, row.id, { graph })
    return
  }
  if (!published || !sameJson(readGraph(published.graph), graph)) {
    await publishGraph(tx, actor, row, graph, `Sent by ${actor.name}`)
    if (!published) {
      const enabled = !given.has('is_enabled') || playbook.isEnabled
      await tx.sql.updateTable('playbooks').set({ enabled }).where('id', '=', row.id).execute()
    }
  }
  if (row.draft === null) return
  if (!(await hasWorkToLose(tx, actor, row, graph))) await dropDraft(tx, row.id)
  else warnings.push(`The draft of ${row.draft_saved_by?.name ?? 'somebody'} was left as it is.`)
}
