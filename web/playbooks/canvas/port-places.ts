import { FAILURE_PORT, outPorts, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { nodeSize } from '../edits/node-size.ts'

/** Where an exit stands at its node, in pixels from the upper left corner of the shape. */
export interface PortPlace {
  port: string
  x: number
  y: number
  side: 'right' | 'bottom'
}

/** Exits along the right edge of the shape; `failure` of a condition at the bottom (PBK-07). */
export function portPlaces(node: PlaybookNode): PortPlace[] {
  const { width, height } = nodeSize(node)
  const ports = outPorts(node)
  if (node.kind === 'condition') {
    const named = ports.slice(0, -1)
    return [
      ...named.map((port, index) => ({
        port,
        ...onDiamond(width, height, index, named.length),
        side: 'right' as const,
      })),
      { port: FAILURE_PORT, x: width / 2, y: height, side: 'bottom' },
    ]
  }
  if (node.kind === 'user-choice') {
    return ports.map((port, index) => ({ port, ...onCircle(width, index, ports.length), side: 'right' }))
  }
  return ports.map((port, index) => ({ port, x: width, y: (height * (index + 1)) / (ports.length + 1), side: 'right' }))
}

function onDiamond(width: number, height: number, index: number, count: number) {
  const y = count === 1 ? height / 2 : (height * (index + 1)) / (count + 1)
  return { x: width / 2 + (width / 2) * (1 - Math.abs((2 * y) / height - 1)), y }
}

function onCircle(size: number, index: number, count: number) {
  const half = size / 2
  const y = count === 1 ? half : (size * (index + 1)) / (count + 1)
  return { x: half + Math.sqrt(half * half - (y - half) * (y - half)), y }
}
