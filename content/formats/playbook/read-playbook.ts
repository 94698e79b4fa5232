import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import { sameJson } from '../../canonical/equal.ts'
import { FormatError } from '../format-error.ts'
import type { DocumentSource } from '../yaml/document-source.ts'
import { parseJson, partOf } from '../yaml/json-source.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Findings, RecordReader } from '../yaml/record-reader.ts'
import { type ExchangeLink, type ExchangePlaybook, type ExchangeStep, stepName } from './exchange-playbook.ts'
import { findCircle } from './find-circle.ts'
import { readStep } from './read-steps.ts'
import { unpackJson } from './unpack-json.ts'

export interface ReadPlaybook {
  playbook: ExchangePlaybook
  /** What `type_id` refers to in an archive: a file of the archive. */
  typeReference: string | null
  warnings: string[]
}

/**
 * Reads JSON in either form: the older export (`[{ model, pk, fields }]`, one playbook each) or a single object, in
 * which nodes and links may be JSON in text (formats.md 6.1). Throws FormatError.
 */
export function readPlaybookJson(file: string | Uint8Array): ReadPlaybook[] {
  const source = parseJson(file)
  const list = Array.isArray(source.value) ? source.value : [source.value]
  if (list.length === 0) throw new FormatError('unreadable_file', 'The file holds no playbook.')
  return list.map((entry, index) => {
    const inList = Array.isArray(source.value) ? [index] : []
    const wrapped = isJsonObject(entry) && isJsonObject(entry.fields)
    const fields = isJsonObject(entry) && isJsonObject(entry.fields) ? entry.fields : entry
    const within = partOf(source, wrapped ? [...inList, 'fields'] : inList, unpackJson(fields))
    return playbookFrom(within, list.length > 1 ? ` ${index + 1}` : '')
  })
}

/** Reads the file of an archive (formats.md 6.4). Throws FormatError with line and column. */
export function readPlaybookYaml(file: string | Uint8Array): ReadPlaybook {
  const source = parseYaml(file)
  const read = playbookFrom(source)
  return { ...read, warnings: [...source.warnings, ...read.warnings] }
}

/** Whether a parsed file looks like a playbook in any form. */
export function looksLikePlaybook(value: Json): boolean {
  const first = Array.isArray(value) ? value[0] : value
  if (!isJsonObject(first)) return false
  const fields = isJsonObject(first.fields) ? first.fields : first
  return isJsonObject(fields) && 'nodes' in fields && 'links' in fields
}

/** Keys that the other side computes, or that mean nothing in another instance. */
const computed = 'last_updated created_by updated_by previewImage parent_revision_id draft is_published'.split(' ')

/** `partly`: the nodes and links may be missing, both or the links alone. Throws FormatError. */
export function playbookFrom(source: DocumentSource, number = '', partly = false): ReadPlaybook {
  const what = `playbook${number}`
  const findings = new Findings(source)
  if (!isJsonObject(source.value)) throw new FormatError('unreadable_file', `The ${what} is not a map of keys.`)
  const reader = new RecordReader(source, findings, [], source.value)
  if (String(source.value.spec_version ?? '').startsWith('cacao')) {
    const message = 'This is a CACAO playbook; only playbooks in the forms of Cloud SOAR can be imported.'
    throw new FormatError('unreadable_file', message, [
      { path: 'spec_version', ...source.positionOf(['spec_version']), message },
    ])
  }
  const needed = partly ? (reader.has('links') ? ['nodes'] : []) : ['nodes', 'links']
  for (const key of needed) if (!reader.has(key)) reader.error(key, `"${key}" is missing.`)
  for (const key of computed) reader.value(key)
  const typeReference = reader.text('type_id')
  const nodes = readNodes(reader)
  const links = readLinks(reader, new Map(nodes.map((node) => [node.id, node])))
  const playbook = {
    name: reader.requiredText('name').trim(),
    updatedName: reader.text('updated_name')?.trim() || null,
    description: reader.text('description') ?? '',
    tags: readTags(reader),
    type: readType(reader),
    isEnabled: reader.flag('is_enabled', true),
    isDeleted: reader.flag('is_deleted', false),
    nested: reader.flag('nested', false),
    killOnError: reader.flag('kill_on_error', false),
    mailOnError: reader.value('mail_on_error') ?? {},
    nodes,
    links,
  }
  findings.throwErrors(what)
  return { playbook: { ...playbook, extra: reader.rest() }, typeReference, warnings: findings.warnings }
}

function readTags(reader: RecordReader): string[] {
  const texts = reader.texts('tags').flatMap((text) => text.split(','))
  return [...new Set(texts.map((tag) => tag.trim()).filter((tag) => tag !== ''))]
}

/** A name, or the label beside a number; a number alone says nothing here (formats.md 13.5). */
function readType(reader: RecordReader): string | null {
  const label = reader.text('type_label')?.trim()
  const type = reader.value('type')
  if (label) return label
  if (typeof type === 'string' && type.trim() !== '') return type.trim()
  if (typeof type === 'number') {
    reader.warn('type', `The file names the type only by the number ${type}; choose the type after the import.`)
  }
  return null
}

function readNodes(reader: RecordReader): ExchangeStep[] {
  const places = new Map<string, number>()
  return reader.list('nodes').map((node, index) => {
    const step = readStep(node)
    const first = places.get(step.id)
    if (first !== undefined && step.id !== '') {
      node.error('id', `Two nodes have the same id ${step.id}: this one and nodes.${first}.`)
    }
    places.set(step.id, first ?? index)
    return step
  })
}

function readLinks(reader: RecordReader, nodes: ReadonlyMap<string, ExchangeStep>): ExchangeLink[] {
  const links = new Map<string, ExchangeLink>()
  for (const link of reader.list('links')) {
    const read = readLink(link)
    if (!read) continue
    const known = links.get(read.id)
    if (known && sameJson([known.source, known.target], [read.source, read.target])) {
      link.warn('id', 'The link is there twice; one was left out.')
    } else if (known) link.error('id', `Two links have the same id ${read.id}.`)
    else {
      for (const end of ['source', 'target'] as const) {
        if (!nodes.has(read[end].id))
          link.error(`${end}.id`, `The link leads to a node that is not there: ${read[end].id}.`)
      }
      links.set(read.id, read)
    }
  }
  refuseLoop(reader, [...links.values()], nodes)
  return [...links.values()]
}

/** Null for what the canvas of the original leaves behind of a link that was never drawn to its end. */
function readLink(link: RecordReader): ExchangeLink | null {
  const [source, target] = [link.child('source'), link.child('target')]
  const ends = {
    source: { id: source?.text('id') ?? '', port: source?.text('port') || 'out' },
    target: { id: target?.text('id') ?? '', port: target?.text('port') || 'in' },
  }
  if (ends.source.id === '' || ends.target.id === '') {
    link.warn(ends.source.id === '' ? 'source' : 'target', 'The link does not join two nodes and was left out.')
    return null
  }
  const id = link.text('id') || `${ends.source.id}-${ends.source.port}-${ends.target.id}`
  for (const key of ['z', 'type', 'attrs', 'router', 'connector', 'size', 'angle']) link.value(key)
  const vertices = link.children('vertices').map((each) => ({ x: each.number('x') ?? 0, y: each.number('y') ?? 0 }))
  return { id, ...ends, vertices, extra: link.rest() }
}

function refuseLoop(
  reader: RecordReader,
  links: readonly ExchangeLink[],
  nodes: ReadonlyMap<string, ExchangeStep>,
): void {
  const targets = new Map<string, string[]>()
  for (const { source, target } of links) targets.set(source.id, [...(targets.get(source.id) ?? []), target.id])
  const loop = findCircle(nodes.keys(), (id) => targets.get(id) ?? [])
  if (!loop) return
  const names = loop.map((id) => nodes.get(id)).flatMap((node) => (node ? [`"${stepName(node)}"`] : []))
  reader.error('links', `The links lead in a loop: ${[...names, names[0]].join(' → ')}. A playbook only runs forward.`)
}
