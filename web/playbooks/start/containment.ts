import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { shownName } from '../edits/shown-name.ts'

/** A node that changes the world for real; `playbook` where it lies in another one that is run by this. */
export interface Containment {
  node: string
  playbook: string | null
}

/** Containment actions that a run may perform, those of the playbooks that it runs included (TST-10). */
export function containmentOf(graph: PlaybookGraph, children: ReadonlyMap<string, PlaybookGraph>): Containment[] {
  const found: Containment[] = []
  const seen = new Set<string>()
  const visit = (at: PlaybookGraph, playbook: string | null) => {
    for (const node of at.nodes) {
      if (node.kind === 'action' && node.actionType === 'Containment') found.push({ node: shownName(node), playbook })
      if (node.kind !== 'playbook' && node.kind !== 'repeat') continue
      const name = node.playbook.trim()
      const child = children.get(name.toLowerCase())
      if (!child || seen.has(name.toLowerCase())) continue
      seen.add(name.toLowerCase())
      visit(child, name)
    }
  }
  visit(graph, null)
  return found
}
