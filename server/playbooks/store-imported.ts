import { type ExchangePlaybook, type GraphImport, sameJson } from '@tocsin/content'
import type { ImportedPlaybook } from '@tocsin/contracts/playbook.ts'
import { hasErrors } from '@tocsin/engine'
import { type Actor, cleanHtml, type Tx } from '../platform/index.ts'
import { changePlaybook } from './change-playbook.ts'
import type { ConvertedPlaybook } from './convert-playbook.ts'
import { insertPlaybook } from './create-playbook.ts'
import { dropDraft, hasWorkToLose, keepDraftAsVersion } from './draft-of-others.ts'
import { keepBindings } from './keep-bindings.ts'
import { findPlaybookByName, findPublishedGraph, lockPlaybookRow, type PlaybookRow } from './playbook-store.ts'
import { publishGraph, publishPlaybook } from './publish-playbook.ts'
import { findProblems, readGraph } from './read-graph.ts'
import { saveDraft } from './save-draft.ts'

/** What a person decided for names that are taken (VER-14). */
export interface ImportChoice {
  collision: 'rename' | 'version' | 'skip' | 'refuse'
  drafts: 'refuse' | 'keep'
}

export interface ReadImport extends Pick<ConvertedPlaybook, 'graph' | 'bound' | 'unbound' | 'extra'> {
  playbook: ExchangePlaybook
  file: string
  name: string
}

interface Stored extends Pick<GraphImport, 'bound' | 'unbound'> {
  outcome: ImportedPlaybook
  warnings: string[]
}

/** Stores one playbook of a file: new, as the next version of the one that has its name, or not at all. */
export async function storeImported(tx: Tx, actor: Actor, read: ReadImport, choice: ImportChoice): Promise<Stored> {
  const known = await findPlaybookByName(tx, read.name)
  if (!known) return storeNew(tx, actor, read, read.name)
  if (choice.collision === 'version') return storeVersion(tx, actor, read, await lockPlaybookRow(tx, known.id))
  if (choice.collision === 'skip') {
    const outcome = outcomeOf(read, known, 'skipped')
    return { outcome, bound: [], unbound: [], warnings: [`"${known.name}" is here already and was left as it is.`] }
  }
  return storeNew(tx, actor, read, await freeName(tx, read.name))
}

async function storeNew(tx: Tx, actor: Actor, read: ReadImport, name: string): Promise<Stored> {
  const { playbook, graph, bound, unbound } = read
  const id = await insertPlaybook(tx, actor, {
    ...{ name, description: cleanHtml(playbook.description), type: playbook.type, tags: playbook.tags },
    ...{ killOnError: playbook.killOnError, graph, origin: { kind: 'imported', name: null } },
    extra: extraOf(read),
  })
  const renamed =
    name === read.name ? [] : [`There is already a playbook "${read.name}"; this one was named "${name}".`]
  const problems = await findProblems(tx, graph, { id, name })
  if (!hasErrors(problems)) await publishPlaybook(tx, actor, id, { description: 'Imported', enable: true })
  const warnings = [...renamed, ...staysDraft(name, problems)]
  const version = hasErrors(problems) ? null : 1
  return { outcome: { ...outcomeOf(read, { id, name }, 'created'), version, problems }, bound, unbound, warnings }
}

async function storeVersion(tx: Tx, actor: Actor, read: ReadImport, row: PlaybookRow): Promise<Stored> {
  const published = await findPublishedGraph(tx, row)
  const before = published?.graph ?? row.draft
  const { graph, bound, unbound } = keepBindings(read, before && readGraph(before))
  const draftKeptAs = (await hasWorkToLose(tx, actor, row, graph)) ? await keepDraftAsVersion(tx, actor, row) : null
  const described = await describe(tx, actor, read, row)
  const problems = await findProblems(tx, graph, row)
  const stored = { bound, unbound, warnings: staysDraft(row.name, problems) }
  const outcome = { ...outcomeOf(read, row, 'updated'), draftKeptAs, problems }
  if (hasErrors(problems)) {
    await saveDraft(tx, actor, row.id, { graph })
    return { ...stored, outcome }
  }
  if (row.draft !== null) await dropDraft(tx, row.id)
  if (published && sameJson(readGraph(published.graph), graph)) {
    return { ...stored, outcome: { ...outcome, outcome: described || draftKeptAs !== null ? 'updated' : 'same' } }
  }
  const version = await publishGraph(tx, actor, row, graph, 'Imported')
  // Whoever disabled it had a reason; only what was never published is enabled by its first version (VER-05, VER-08).
  if (!published) await tx.sql.updateTable('playbooks').set({ enabled: true }).where('id', '=', row.id).execute()
  return { ...stored, outcome: { ...outcome, version } }
}

/** Takes over what the file says beside the graph. Gives whether anything changed. */
async function describe(tx: Tx, actor: Actor, read: ReadImport, row: PlaybookRow): Promise<boolean> {
  const { playbook } = read
  const wanted = {
    description: cleanHtml(playbook.description),
    type: playbook.type ?? row.type,
    tags: playbook.tags,
    killOnError: playbook.killOnError,
  }
  const extra = { ...row.extra, ...extraOf(read) }
  const { description, type, tags, kill_on_error: killOnError } = row
  if (sameJson([wanted, extra], [{ description, type, tags, killOnError }, row.extra])) return false
  await tx.sql
    .updateTable('playbooks')
    .set({ extra: JSON.stringify(extra) })
    .where('id', '=', row.id)
    .execute()
  await changePlaybook(tx, actor, row.id, wanted)
  return true
}

function extraOf({ playbook, extra }: ReadImport): Record<string, unknown> {
  return { ...extra, mail_on_error: playbook.mailOnError, nested: playbook.nested }
}

function outcomeOf(
  { name: wanted, file }: ReadImport,
  { id, name }: { id: string; name: string },
  outcome: ImportedPlaybook['outcome'],
): ImportedPlaybook {
  return { id, name, wanted, file, outcome, version: null, draftKeptAs: null, problems: [] }
}

function staysDraft(name: string, problems: readonly { severity: string }[]): string[] {
  const count = problems.filter(({ severity }) => severity === 'error').length
  if (count === 0) return []
  const things = count === 1 ? 'thing has' : 'things have'
  return [`"${name}" stays a draft: ${count} ${things} to be put right before it can be published.`]
}

async function freeName(tx: Tx, wanted: string): Promise<string> {
  for (let number = 2; ; number += 1) {
    const name = `${wanted} (${number})`
    if (!(await findPlaybookByName(tx, name))) return name
  }
}
