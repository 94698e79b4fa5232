import { type ExchangePlaybook, readContentFile } from '@tocsin/content'
import type { PlaybookImport } from '@tocsin/contracts/playbook.ts'
import { importArchivedIntegrations } from '../integrations/index.ts'
import { type Actor, Failure, type Instance, type Tx } from '../platform/index.ts'
import { calledFirst } from './called-first.ts'
import { convertPlaybook } from './convert-playbook.ts'
import { explainFormat } from './explain-format.ts'
import { readInstalled } from './installed-content.ts'
import { toPlaybook } from './playbook-list.ts'
import { getPlaybookRow } from './playbook-store.ts'
import { refuseLostDrafts, refuseTakenNames } from './refuse-import.ts'
import { renameCalls } from './rename-calls.ts'
import { type ImportChoice, storeImported } from './store-imported.ts'

export interface ImportOptions extends ImportChoice {
  /** Report what would happen, and store nothing. */
  dryRun: boolean
  requestId: string
}

type Content = Awaited<ReturnType<typeof readContentFile>>

/**
 * Imports every playbook of a file in any form of the original, with the integrations and fields it brings: all or
 * nothing (VER-10 … VER-15). What can run is published and enabled (VER-08); what has unbound actions stays a draft.
 */
export async function importPlaybooks(
  instance: Instance,
  actor: Actor,
  bytes: Uint8Array,
  { dryRun, requestId, ...choice }: ImportOptions,
): Promise<PlaybookImport> {
  const content = await readContentFile(bytes, 'playbook').catch((error: unknown) => {
    throw explainFormat(error)
  })
  if (content.playbooks.length === 0) throw new Failure('unreadable_file', 'This file holds no playbook.')
  refuseTwoOfOneName(content)
  if (!dryRun) return instance.database.write((tx) => importContent(tx, actor, content, choice), requestId)
  try {
    return await instance.database.write(async (tx) => {
      throw new Rehearsal(await importContent(tx, actor, content, choice))
    }, requestId)
  } catch (error) {
    if (error instanceof Rehearsal) return { ...error.report, dryRun: true }
    throw error
  }
}

/** Ends a transaction that was only to show what it would do. */
class Rehearsal extends Error {
  constructor(readonly report: PlaybookImport) {
    super('A rehearsal ends without effect.')
  }
}

async function importContent(tx: Tx, actor: Actor, content: Content, choice: ImportChoice): Promise<PlaybookImport> {
  const report: PlaybookImport = {
    ...{ dryRun: false, playbooks: [], outcomes: [], integrations: [], fields: [] },
    ...{ bound: [], unbound: [], missing: [], warnings: [...content.warnings] },
  }
  await refuseTakenNames(tx, content, choice)
  const { outcomes, notes } = await importArchivedIntegrations(tx, actor, content)
  report.integrations.push(...outcomes)
  report.warnings.push(...notes)
  const installed = await readInstalled(
    tx,
    content.playbooks.map(({ playbook }) => nameOf(playbook)),
  )
  const read = []
  for (const { file, playbook } of content.playbooks) {
    const converted = await convertPlaybook(tx, actor, playbook, installed)
    read.push({ ...converted, file, playbook, name: nameOf(playbook) })
    for (const field of converted.fields) {
      const isThere = report.fields.some((each) => each.section === field.section && each.name === field.name)
      if (!isThere) report.fields.push(field)
    }
    report.missing.push(...converted.missing)
    report.warnings.push(...converted.warnings)
  }
  await refuseLostDrafts(tx, actor, read, choice)
  const renamed: { from: string; to: string }[] = []
  for (const each of calledFirst(read)) {
    // A copy that got another name takes the copies that came with it along.
    const graph = renamed.reduce((now, { from, to }) => renameCalls(now, from, to), each.graph)
    const stored = await storeImported(tx, actor, { ...each, graph }, choice)
    if (stored.outcome.name !== each.name) renamed.push({ from: each.name, to: stored.outcome.name })
    report.outcomes.push(stored.outcome)
    report.warnings.push(...stored.warnings)
    if (stored.outcome.outcome === 'skipped') continue
    report.bound.push(...stored.bound)
    report.unbound.push(...stored.unbound)
  }
  const rows = await Promise.all(read.map(({ name }) => getPlaybookRow(tx, idOf(report, name))))
  return { ...report, playbooks: rows.map(toPlaybook) }
}

function nameOf(playbook: ExchangePlaybook): string {
  return playbook.updatedName ?? playbook.name
}

function idOf({ outcomes }: PlaybookImport, name: string): string {
  return outcomes.find(({ wanted }) => wanted === name)?.id ?? ''
}

function refuseTwoOfOneName({ playbooks }: Content): void {
  const files = new Map<string, string>()
  for (const { file, playbook } of playbooks) {
    const key = nameOf(playbook).toLowerCase()
    const first = files.get(key)
    if (first !== undefined) {
      const message = `It holds two playbooks named "${nameOf(playbook)}".`
      const where = first === file ? file : `${file}, ${first}`
      throw new Failure('unreadable_file', `The file cannot be imported: ${message}`, [{ path: where, message }])
    }
    files.set(key, file)
  }
}
