import { type FieldChange, fieldChanges } from './field-changes.ts'
import type { PlaybookGraph, PlaybookLink } from './graph.ts'
import { leadReferences } from './lead-references.ts'
import type { PlaybookNode } from './nodes.ts'

/** What became of a node; `moved` where nothing but its place is another one. */
export type NodeChange = 'same' | 'moved' | 'changed' | 'added' | 'removed'

export interface ComparedNode {
  /** The id in the older graph, in the newer one for a node that was added. */
  id: string
  change: NodeChange
  before: PlaybookNode | null
  /** With ids and references of the older graph where a node of it is the same. */
  after: PlaybookNode | null
  fields: FieldChange[]
}

export interface ComparedLink {
  change: 'same' | 'added' | 'removed'
  /** With the ids of `ComparedNode`; its own id is unique in the comparison. */
  link: PlaybookLink
}

export interface GraphComparison {
  /** Those of the newer graph in its order, then the removed ones. */
  nodes: ComparedNode[]
  links: ComparedLink[]
  /** Options of the playbook that differ. */
  settings: FieldChange[]
  /** No difference but, at most, places on the canvas. */
  same: boolean
}

/**
 * Two states of one playbook, node by node and field by field (VER-17, FLT-33). Nodes are the same by id, else by a
 * kind and name that only one has on each side: files bring ids of their own. Links are the same by what they connect.
 */
export function compareGraphs(before: PlaybookGraph, after: PlaybookGraph): GraphComparison {
  const ids = pairNodes(before, after)
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = after.nodes.map((node) => ({ ...leadReferences(node, ids), id: ids.get(node.id) ?? node.id }))
  const present = new Set(now.map(({ id }) => id))
  const nodes = [
    ...now.map((node) => compareNode(old.get(node.id) ?? null, node)),
    ...before.nodes.filter(({ id }) => !present.has(id)).map((node) => compareNode(node, null)),
  ]
  const links = compareLinks(before.links, after.links, ids)
  const settings = fieldChanges(settingsOf(before), settingsOf(after))
  const same =
    settings.length === 0 &&
    nodes.every(({ change }) => change === 'same' || change === 'moved') &&
    links.every(({ change }) => change === 'same')
  return { nodes, links, settings, same }
}

/** Id in the newer graph → id in the older one, for nodes whose id is another one. */
function pairNodes(before: PlaybookGraph, after: PlaybookGraph): Map<string, string> {
  const old = new Set(before.nodes.map(({ id }) => id))
  const now = new Set(after.nodes.map(({ id }) => id))
  const gone = uniqueByName(before.nodes.filter(({ id }) => !now.has(id)))
  const came = uniqueByName(after.nodes.filter(({ id }) => !old.has(id)))
  return new Map(
    [...came].flatMap(([name, id]): [string, string][] => {
      const was = gone.get(name)
      return was === undefined ? [] : [[id, was]]
    }),
  )
}

function uniqueByName(nodes: readonly PlaybookNode[]): Map<string, string> {
  const found = new Map<string, string | null>()
  for (const node of nodes) {
    const key = `${node.kind}\n${node.name.trim().toLowerCase()}`
    found.set(key, found.has(key) ? null : node.id)
  }
  return new Map([...found].flatMap(([key, id]): [string, string][] => (id === null ? [] : [[key, id]])))
}

function compareNode(before: PlaybookNode | null, after: PlaybookNode | null): ComparedNode {
  const id = (before ?? after)?.id ?? ''
  if (!before || !after) return { id, change: before ? 'removed' : 'added', before, after, fields: [] }
  const fields = fieldChanges(contentOf(before), contentOf(after))
  const isMoved = before.position.x !== after.position.x || before.position.y !== after.position.y
  return { id, change: fields.length > 0 ? 'changed' : isMoved ? 'moved' : 'same', before, after, fields }
}

/** A node without what only says where it stands. */
function contentOf({ id: _id, position: _position, number: _number, ...content }: PlaybookNode) {
  return content
}

function settingsOf({ nodes: _nodes, links: _links, ...settings }: PlaybookGraph) {
  return settings
}

function compareLinks(
  before: readonly PlaybookLink[],
  after: readonly PlaybookLink[],
  ids: ReadonlyMap<string, string>,
): ComparedLink[] {
  const led = after.map((link) => ({
    ...link,
    source: { ...link.source, id: ids.get(link.source.id) ?? link.source.id },
    target: { ...link.target, id: ids.get(link.target.id) ?? link.target.id },
  }))
  const old = new Set(before.map(ends))
  const now = new Set(led.map(ends))
  const named = (link: PlaybookLink) => ({ ...link, id: ends(link) })
  return [
    ...led.map((link): ComparedLink => ({ change: old.has(ends(link)) ? 'same' : 'added', link: named(link) })),
    ...before
      .filter((link) => !now.has(ends(link)))
      .map((link): ComparedLink => ({ change: 'removed', link: named(link) })),
  ]
}

function ends({ source, target }: PlaybookLink): string {
  return JSON.stringify([source.id, source.port, target.id])
}
