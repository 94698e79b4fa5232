import {
  type ExchangePlaybook,
  FormatError,
  type InstalledContent,
  readContentFile,
  toGraph,
  type UnboundAction,
} from '@tocsin/content'
import type { ResponseOf } from '@tocsin/contracts'
import type { importPlaybooks as contract } from '@tocsin/contracts/playbook.ts'
import { hasErrors, type PlaybookGraph } from '@tocsin/engine'
import { importArchivedIntegrations, listInstalledActions, listResources } from '../integrations/index.ts'
import { type Actor, Failure, type Instance, type Tx } from '../platform/index.ts'
import { calledFirst } from './called-first.ts'
import { insertPlaybook } from './create-playbook.ts'
import { toPlaybook } from './playbook-list.ts'
import { findPlaybookByName, getPlaybookRow } from './playbook-store.ts'
import { publishPlaybook } from './publish-playbook.ts'
import { findProblems, readGraph } from './read-graph.ts'
import { saveDraft } from './save-draft.ts'

export type Collision = 'rename' | 'version' | 'refuse'

/**
 * Imports every playbook of a file in any form of the original, with the integrations it brings: all or nothing
 * (VER-10 … VER-15). What can run is published and enabled (VER-08); what has unbound actions stays a draft.
 */
export async function importPlaybooks(
  instance: Instance,
  actor: Actor,
  bytes: Uint8Array,
  collision: Collision,
  requestId: string,
): Promise<ResponseOf<typeof contract>> {
  const content = await readContentFile(bytes, 'playbook').catch((error: unknown) => {
    if (!(error instanceof FormatError)) throw error
    throw new Failure(error.code, error.message, error.details)
  })
  if (content.playbooks.length === 0) throw new Failure('unreadable_file', 'This file holds no playbook.')
  return instance.database.write(async (tx) => {
    const warnings = [...content.warnings, ...(await importArchivedIntegrations(tx, actor, content))]
    const installed = await readInstalled(tx)
    const unbound: UnboundAction[] = []
    const read = content.playbooks.map(({ playbook }) => {
      const converted = toGraph(playbook, installed)
      unbound.push(...converted.unbound)
      warnings.push(...converted.warnings)
      return { name: playbook.updatedName ?? playbook.name, playbook, graph: readGraph(converted.graph) }
    })
    const ids = new Map<ExchangePlaybook, string>()
    for (const { playbook, graph } of calledFirst(read)) {
      ids.set(playbook, await store(tx, actor, playbook, graph, collision, warnings))
    }
    const rows = await Promise.all(read.map(({ playbook }) => getPlaybookRow(tx, ids.get(playbook) ?? '')))
    return { playbooks: rows.map(toPlaybook), unbound, warnings }
  }, requestId)
}

async function readInstalled(tx: Tx): Promise<InstalledContent> {
  const resources = (await listResources(tx)).items.map(({ integration, label }) => ({ integration, label }))
  return { actions: await listInstalledActions(tx), resources }
}

async function store(
  tx: Tx,
  actor: Actor,
  playbook: ExchangePlaybook,
  graph: PlaybookGraph,
  collision: Collision,
  warnings: string[],
): Promise<string> {
  const wanted = playbook.updatedName ?? playbook.name
  const known = await findPlaybookByName(tx, wanted)
  if (known && collision === 'refuse') throw new Failure('name_taken', `There is already a playbook "${wanted}".`)
  const id = known && collision === 'version' ? known.id : null
  if (id === null) {
    const name = await freeName(tx, wanted)
    if (name !== wanted) warnings.push(`There is already a playbook "${wanted}"; this one was named "${name}".`)
    const inserted = await insertPlaybook(tx, actor, {
      ...{
        name,
        description: playbook.description,
        type: playbook.type,
        tags: playbook.tags,
        killOnError: playbook.killOnError,
      },
      graph,
      origin: { kind: 'imported', name: null },
      extra: { ...playbook.extra, mail_on_error: playbook.mailOnError, nested: playbook.nested },
    })
    await publishIfRunnable(tx, actor, inserted, name, graph, warnings)
    return inserted
  }
  await saveDraft(tx, actor, id, { graph })
  await publishIfRunnable(tx, actor, id, wanted, graph, warnings)
  return id
}

async function publishIfRunnable(
  tx: Tx,
  actor: Actor,
  id: string,
  name: string,
  graph: PlaybookGraph,
  warnings: string[],
): Promise<void> {
  const problems = await findProblems(tx, graph, { id, name })
  if (hasErrors(problems)) {
    const count = problems.filter(({ severity }) => severity === 'error').length
    warnings.push(
      `"${name}" stays a draft: ${count} ${count === 1 ? 'thing has' : 'things have'} to be put right before it can be published.`,
    )
  } else {
    await publishPlaybook(tx, actor, id, { description: 'Imported', enable: true })
  }
}

async function freeName(tx: Tx, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} (${number})`
    if (!(await findPlaybookByName(tx, name))) return name
  }
}
