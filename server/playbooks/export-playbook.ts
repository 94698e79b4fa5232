import {
  type ArchiveExport,
  type ExchangePlaybook,
  fromGraph,
  writeArchive,
  writeOlderArchive,
  writePlaybookJson,
} from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import type { CustomField } from '@tocsin/contracts/custom-field.ts'
import type { PlaybookGraph } from '@tocsin/engine'
import { listCustomFields } from '../custom-fields/index.ts'
import { fileName, listIntegrations, readDefinitions } from '../integrations/index.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { describeFields, FIELDS_KEY } from './fields-of-file.ts'
import { fieldKey, fieldsOfGraph } from './fields-of-graph.ts'
import { bindCalls, calledNames } from './playbook-shapes.ts'
import { findPlaybookRow, findPublishedGraph, getPlaybookRow, type PlaybookRow } from './playbook-store.ts'
import { readGraph } from './read-graph.ts'

export interface ExportedPlaybook {
  name: string
  type: string
  bytes: Uint8Array
}

type Which = 'published' | 'draft'

/**
 * The published version, or the draft where there is none, in the original's forms (VER-10, VER-11): alone as JSON, or
 * as an archive with the playbooks nested in it and the integrations and custom fields that they all use.
 */
export async function exportPlaybook(tx: Tx, id: string, format: 'json' | 'tar.gz' | 'zip'): Promise<ExportedPlaybook> {
  const row = await getPlaybookRow(tx, id)
  const name = `${fileName(row.name)}.${format}`
  if (format === 'json') {
    return { name, type: 'application/json', bytes: Buffer.from(writePlaybookJson(await toExchange(tx, row))) }
  }
  const content = await withAllItUses(tx, row)
  if (format === 'zip') return { name, type: 'application/zip', bytes: writeOlderArchive(content) }
  return { name, type: 'application/gzip', bytes: await writeArchive(content) }
}

/** A playbook in the words of the files; `first` says which graph is wanted where there are two. */
export async function toExchange(tx: Tx, row: PlaybookRow, first: Which = 'published'): Promise<ExchangePlaybook> {
  const graph = await exportedGraph(tx, row, first)
  const fields = await usedFields(tx, graph)
  return fromGraph(
    { ...graph, killOnError: row.kill_on_error },
    {
      name: row.name,
      description: row.description,
      tags: row.tags,
      type: row.type,
      isEnabled: row.enabled,
      extra: { ...row.extra, ...(fields.length > 0 ? { [FIELDS_KEY]: describeFields(fields) } : {}) },
    },
  )
}

async function withAllItUses(tx: Tx, row: PlaybookRow): Promise<ArchiveExport> {
  const rows = await withNested(tx, row)
  const graphs = await Promise.all(rows.map((each) => exportedGraph(tx, each, 'published')))
  const integrations = await usedIntegrations(tx, graphs)
  const fields = new Map(
    (await Promise.all(graphs.map((graph) => usedFields(tx, graph)))).flat().map((field) => [field.id, field]),
  )
  return {
    playbooks: await Promise.all(rows.map((each) => toExchange(tx, each))),
    integrations: await Promise.all(integrations.map(({ id }) => readDefinitions(tx, id))),
    fields: [...fields.values()].map(({ section, name, options }) => ({
      section,
      name,
      values: options.filter(({ retired }) => !retired).map(({ label }) => label),
    })),
  }
}

/** It and all that it runs, and those run, each once; one that is gone is left out. */
async function withNested(tx: Tx, row: PlaybookRow): Promise<PlaybookRow[]> {
  const found = new Map([[row.id, row]])
  for (const each of found.values()) {
    for (const { id } of await callsOf(tx, each)) {
      const called = found.has(id) ? undefined : await findPlaybookRow(tx, id)
      if (called) found.set(id, called)
    }
  }
  return [...found.values()]
}

async function callsOf(tx: Tx, row: PlaybookRow) {
  const published = await findPublishedGraph(tx, row)
  if (published) return published.calls
  return row.draft && calledNames(row.draft).length > 0 ? bindCalls(tx, row.draft) : []
}

async function exportedGraph(tx: Tx, row: PlaybookRow, first: Which): Promise<PlaybookGraph> {
  const published = (await findPublishedGraph(tx, row))?.graph ?? null
  const graph = first === 'draft' ? (row.draft ?? published) : (published ?? row.draft)
  if (!graph) throw new Failure('wrong_state', `"${row.name}" has neither a published version nor a draft.`)
  return readGraph(graph)
}

async function usedFields(tx: Tx, graph: PlaybookGraph): Promise<CustomField[]> {
  const used = new Set(fieldsOfGraph(graph as unknown as Json).map(fieldKey))
  if (used.size === 0) return []
  const fields = [...(await listCustomFields(tx, 'incidents')), ...(await listCustomFields(tx, 'triage'))]
  return fields.filter((field) => used.has(fieldKey(field)))
}

async function usedIntegrations(tx: Tx, graphs: readonly PlaybookGraph[]) {
  const nodes = graphs.flatMap((graph) => graph.nodes)
  const names = new Set(nodes.flatMap((node) => (node.kind === 'action' ? [node.integration] : [])))
  return (await listIntegrations(tx)).items.filter(
    ({ name, officialName }) => names.has(name) || (officialName !== null && names.has(officialName)),
  )
}
