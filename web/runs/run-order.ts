import type { RunDetail, RunNode } from '@tocsin/contracts/run.ts'
import { indexGraph, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'

/** The nodes of a run in the order in which they began; those that have not begun follow in the order of the graph. */
export function inRunningOrder(run: Pick<RunDetail, 'nodes'>, graph: PlaybookGraph): RunNode[] {
  const rank = new Map(indexGraph(graph).order.map((node, index) => [node.id, index]))
  const begun = ({ startedAt }: RunNode) => (startedAt === null ? Number.POSITIVE_INFINITY : Date.parse(startedAt))
  const place = ({ id }: RunNode) => rank.get(id) ?? Number.POSITIVE_INFINITY
  return [...run.nodes].sort((one, other) => compare(begun(one), begun(other)) || compare(place(one), place(other)))
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1
}
