import { type Difference, diff } from './diff.ts'
import { byId, type Entity } from './entity-list.ts'

/** As much of a playbook graph as is needed to compare two of them. */
export interface ComparableGraph {
  nodes: readonly GraphPart[]
  links: readonly GraphPart[]
}

interface GraphPart {
  id: string
}

export interface ChangedPart {
  id: string
  /** Fields that differ, as paths inside of the node or link: `/inputs/ip`. */
  fields: Difference[]
}

export interface PartsDiff {
  added: string[]
  removed: string[]
  changed: ChangedPart[]
  /** Nothing but the place on the canvas is another one. */
  moved: string[]
}

export interface GraphDiff {
  nodes: PartsDiff
  links: PartsDiff
  /** No difference but, at most, places on the canvas. */
  same: boolean
}

/** What a playbook's canvas shows of two versions: nodes and links by id (VER-17, FLT-33). */
export function diffGraphs(before: ComparableGraph, after: ComparableGraph): GraphDiff {
  const nodes = diffParts(before.nodes, after.nodes, '/position')
  const links = diffParts(before.links, after.links, '/vertices')
  const same = [nodes, links].every((part) => part.added.length + part.removed.length + part.changed.length === 0)
  return { nodes, links, same }
}

function diffParts(before: readonly GraphPart[], after: readonly GraphPart[], place: string): PartsDiff {
  const old = byId(before.map(asEntity))
  const now = byId(after.map(asEntity))
  const parts: PartsDiff = {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [],
    moved: [],
  }
  for (const [id, part] of now) {
    const differences = old.has(id) ? diff(old.get(id), part) : []
    const fields = differences.filter(({ path }) => path !== place && !path.startsWith(`${place}/`))
    if (fields.length > 0) parts.changed.push({ id, fields })
    else if (differences.length > 0) parts.moved.push(id)
  }
  return parts
}

function asEntity(part: GraphPart): Entity {
  return { ...part }
}
