import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'

/** What a node is called on the screen; one without a name goes by its number. */
export function shownName(node: Pick<PlaybookNode, 'name' | 'number' | 'kind'>): string {
  return node.name.trim() || `${node.kind} ${node.number ?? ''}`.trim()
}
