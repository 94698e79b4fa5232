import type { PlaybookDetail, PlaybookGraphDocument } from '@tocsin/contracts/playbook.ts'
import { emptyGraph, type PlaybookGraph, playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { newId } from '../edits/new-id.ts'

/** The graph of a document as the engine reads it. */
export function readGraph(document: PlaybookGraphDocument): PlaybookGraph {
  return playbookGraph.parse(document)
}

/** What the editor opens with: the draft where there is one, else the published version. */
export function openedGraph(detail: PlaybookDetail): PlaybookGraph {
  const document = detail.draft?.graph ?? detail.graph
  return document ? readGraph(document) : emptyGraph(newId)
}

/** The same graph, whatever order its keys came in. */
export function isSameGraph(one: PlaybookGraph, other: PlaybookGraph): boolean {
  return one === other || canonical(one) === canonical(other)
}

function canonical(graph: PlaybookGraph): string {
  return JSON.stringify(playbookGraph.parse(graph), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
