import { outPorts, type PlaybookGraph, type PlaybookLink } from './graph.ts'
import type { PlaybookNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { downstreamIds, type Topology } from './topology.ts'

/** The shape of the graph: one start, an end that is reached, no cycle, links between existing ports (PBK-17). */
export function checkStructure(graph: PlaybookGraph, topology: Topology): Problem[] {
  return [
    ...checkEnds(graph, topology),
    ...checkIds(graph),
    ...graph.links.flatMap((link) => checkLink(link, topology)),
    ...checkDuplicateLinks(graph.links),
    ...checkCycles(graph, topology),
    ...checkReach(graph, topology),
  ]
}

function checkEnds(graph: PlaybookGraph, topology: Topology): Problem[] {
  const starts = graph.nodes.filter((node) => node.kind === 'start')
  const ends = graph.nodes.filter((node) => node.kind === 'end')
  const [start] = starts
  const problems: Problem[] = []
  if (!start)
    problems.push({ severity: 'error', code: 'no_start', message: 'The playbook has no Start node; add one.' })
  for (const second of starts.slice(1)) {
    const message = 'The playbook has more than one Start node; remove this one.'
    problems.push({ severity: 'error', code: 'several_starts', nodeId: second.id, message })
  }
  if (ends.length === 0) {
    problems.push({ severity: 'error', code: 'no_end', message: 'The playbook has no End node; add one.' })
  } else if (start && !ends.some((end) => downstreamIds(topology, start.id).has(end.id))) {
    const message = 'No way leads from Start to End; link the last node to End.'
    problems.push({ severity: 'error', code: 'no_way_to_end', nodeId: start.id, message })
  }
  return problems
}

function checkIds(graph: PlaybookGraph): Problem[] {
  const seen = new Set<string>()
  return [
    ...graph.nodes.map((node) => ({ nodeId: node.id })),
    ...graph.links.map((link) => ({ linkId: link.id })),
  ].flatMap((place): Problem[] => {
    const id = 'nodeId' in place ? place.nodeId : place.linkId
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ severity: 'error', code: 'duplicate_id', message: `The id ${id} is used twice.`, ...place }]
  })
}

function checkLink(link: PlaybookLink, topology: Topology): Problem[] {
  const source = topology.node(link.source.id)
  const target = topology.node(link.target.id)
  if (!source || !target) {
    const message = 'The link begins or ends at a node that is not there; remove it.'
    return [{ severity: 'error', code: 'dangling_link', linkId: link.id, message }]
  }
  const problems: Problem[] = []
  if (!outPorts(source).includes(link.source.port)) {
    const message = `${called(source)} has no exit “${link.source.port}”; draw the link from one of its exits.`
    problems.push({ severity: 'error', code: 'unknown_port', linkId: link.id, nodeId: source.id, message })
  }
  if (target.kind === 'start' || link.target.port !== 'in') {
    const message = `${called(target)} has no entry for this link; remove it.`
    problems.push({ severity: 'error', code: 'unknown_port', linkId: link.id, nodeId: target.id, message })
  }
  return problems
}

function checkDuplicateLinks(links: readonly PlaybookLink[]): Problem[] {
  const seen = new Set<string>()
  return links.flatMap((link): Problem[] => {
    const key = JSON.stringify([link.source.id, link.source.port, link.target.id])
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const message = 'This link is there twice; remove one.'
    return [{ severity: 'warning', code: 'duplicate_link', linkId: link.id, message }]
  })
}

function checkCycles(graph: PlaybookGraph, topology: Topology): Problem[] {
  const ordered = new Set(topology.order.map((node) => node.id))
  return graph.nodes
    .filter((node) => !ordered.has(node.id) && downstreamIds(topology, node.id).has(node.id))
    .map((node) => {
      const message = `${called(node)} lies on a loop; a playbook only runs forward. Remove the link that leads back.`
      return { severity: 'error', code: 'cycle', nodeId: node.id, message }
    })
}

function checkReach(graph: PlaybookGraph, topology: Topology): Problem[] {
  const start = graph.nodes.find((node) => node.kind === 'start')
  if (!start) return []
  const reached = downstreamIds(topology, start.id)
  return graph.nodes.flatMap((node): Problem[] => {
    if (node.id === start.id) return checkExits(node, topology)
    if (!reached.has(node.id)) {
      const message = `${called(node)} is never reached from Start; link it or remove it.`
      return [{ severity: node.kind === 'end' ? 'warning' : 'error', code: 'unreachable', nodeId: node.id, message }]
    }
    return checkExits(node, topology)
  })
}

function checkExits(node: PlaybookNode, topology: Topology): Problem[] {
  if (node.kind === 'end') return []
  const linked = new Set(topology.outgoing(node.id).map((link) => link.source.port))
  if (linked.size === 0) {
    const message = `${called(node)} leads nowhere; link it to the next node or to End.`
    return [{ severity: 'warning', code: 'dead_end', nodeId: node.id, message }]
  }
  return outPorts(node)
    .filter((port) => !linked.has(port))
    .map((port) => {
      const message = `The exit “${port}” of ${called(node)} leads nowhere; the branch ends there.`
      return { severity: 'warning', code: 'unlinked_port', nodeId: node.id, path: port, message }
    })
}
