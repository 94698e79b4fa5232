import { type ExchangePlaybook, fromGraph, writeArchive, writePlaybookJson } from '@tocsin/content'
import type { PlaybookGraph } from '@tocsin/engine'
import { fileName, listIntegrations, readDefinitions } from '../integrations/index.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { findPublishedGraph, getPlaybookRow, type PlaybookRow } from './playbook-store.ts'
import { readGraph } from './read-graph.ts'

export interface ExportedPlaybook {
  name: string
  type: string
  bytes: Uint8Array
}

/** The published version, or the draft where there is none, in the original's forms (VER-10, VER-11). */
export async function exportPlaybook(tx: Tx, id: string, format: 'json' | 'tar.gz'): Promise<ExportedPlaybook> {
  const row = await getPlaybookRow(tx, id)
  const playbook = await toExchange(tx, row)
  if (format === 'json') {
    return {
      name: `${fileName(row.name)}.json`,
      type: 'application/json',
      bytes: Buffer.from(writePlaybookJson(playbook)),
    }
  }
  const graph = await exportedGraph(tx, row, 'published')
  const used = await usedIntegrations(tx, graph)
  const integrations = await Promise.all(used.map((each) => readDefinitions(tx, each.id)))
  const bytes = await writeArchive({ playbooks: [playbook], integrations })
  return { name: `${fileName(row.name)}.tar.gz`, type: 'application/gzip', bytes }
}

/** A playbook in the words of the files; `first` says which graph is wanted where there are two. */
export async function toExchange(
  tx: Tx,
  row: PlaybookRow,
  first: 'published' | 'draft' = 'published',
): Promise<ExchangePlaybook> {
  const graph = await exportedGraph(tx, row, first)
  return fromGraph(
    { ...graph, killOnError: row.kill_on_error },
    {
      name: row.name,
      description: row.description,
      tags: row.tags,
      type: row.type,
      isEnabled: row.enabled,
      extra: row.extra,
    },
  )
}

async function exportedGraph(tx: Tx, row: PlaybookRow, first: 'published' | 'draft'): Promise<PlaybookGraph> {
  const published = (await findPublishedGraph(tx, row))?.graph ?? null
  const graph = first === 'draft' ? (row.draft ?? published) : (published ?? row.draft)
  if (!graph) throw new Failure('wrong_state', `"${row.name}" has neither a published version nor a draft.`)
  return readGraph(graph)
}

async function usedIntegrations(tx: Tx, graph: PlaybookGraph) {
  const names = new Set(graph.nodes.flatMap((node) => (node.kind === 'action' ? [node.integration] : [])))
  return (await listIntegrations(tx)).items.filter((each) => names.has(each.name))
}
