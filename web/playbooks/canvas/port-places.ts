import { FAILURE_PORT, outPorts, type PlaybookNode, TIMEOUT_PORT } from '@tocsin/engine/playbook/index.ts'
import { nodeSize } from '../edits/node-size.ts'

/** Where an exit stands at its node, in pixels from the upper left corner of the shape. */
export interface PortPlace {
  port: string
  x: number
  y: number
  side: 'right' | 'bottom'
}

/** Exits along the right edge of the shape; where it is left when something went wrong, at the bottom (PBK-07). */
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
  const below = node.kind === 'unsupported' ? [] : ports.filter((port) => isAside(port))
  const beside = ports.filter((port) => !below.includes(port))
  return [
    ...beside.map((port, index) => ({
      port,
      x: width,
      y: (height * (index + 1)) / (beside.length + 1),
      side: 'right' as const,
    })),
    ...below.map((port, index) => ({
      port,
      x: (width * (index + 1)) / (below.length + 1),
      y: height,
      side: 'bottom' as const,
    })),
  ]
}

/** A way on for a failure or an elapsed time, not the ordinary one. */
function isAside(port: string): boolean {
  return port === FAILURE_PORT || port === TIMEOUT_PORT
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
