import { outPorts, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'

export interface Size {
  width: number
  height: number
}

/** Room that a node takes on the canvas in pixels, without its name where that stands above it. */
export function nodeSize(node: PlaybookNode): Size {
  switch (node.kind) {
    case 'start':
    case 'end':
      return { width: 64, height: 64 }
    case 'condition': {
      const side = Math.max(88, (outPorts(node).length - 1) * 36)
      return { width: 88, height: side }
    }
    case 'user-choice': {
      const side = Math.max(88, outPorts(node).length * 32)
      return { width: side, height: side }
    }
    default:
      return { width: 208, height: 56 }
  }
}
