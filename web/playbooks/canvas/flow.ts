import { FAILURE_PORT, type NodeChange, type PlaybookLink, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { type Edge, MarkerType, type Node, type NodeHandle, Position } from '@xyflow/react'
import { nodeSize } from '../edits/node-size.ts'
import { portPlaces } from './port-places.ts'

/** How far a run has come at a node; the canvas shows it as colour, sign and words. */
export interface NodeProgress {
  status: 'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'skipped' | 'killed'
  iterations: { total: number; succeeded: number; failed: number }
  /** Exits by which it was left. */
  ports: string[]
}

export interface NodeMarks {
  errors: number
  warnings: number
}

export interface CanvasNodeData extends Record<string, unknown> {
  node: PlaybookNode
  progress?: NodeProgress
  marks?: NodeMarks
  /** Of a comparison. */
  change?: NodeChange
}

export type CanvasNode = Node<CanvasNodeData, 'playbook'>
export type LinkTone = 'plain' | 'failure' | 'taken' | 'idle' | 'added' | 'removed'
export type CanvasLink = Edge<{ tone: LinkTone }, 'orthogonal'>

const portSize = 10

export function toCanvasNode(node: PlaybookNode, data: Omit<CanvasNodeData, 'node'>): CanvasNode {
  const size = nodeSize(node)
  return {
    id: node.id,
    type: 'playbook',
    position: node.position,
    // Sizes and exits are known before anything is drawn: links need no second look, and the map neither.
    ...size,
    measured: size,
    handles: handlesOf(node),
    focusable: false,
    data: { node, ...data },
  }
}

function handlesOf(node: PlaybookNode): NodeHandle[] {
  const half = portSize / 2
  const size = { width: portSize, height: portSize }
  const entry: NodeHandle[] =
    node.kind === 'start'
      ? []
      : [{ id: 'in', type: 'target', position: Position.Left, x: -half, y: nodeSize(node).height / 2 - half, ...size }]
  return [
    ...entry,
    ...portPlaces(node).map(
      ({ port, x, y, side }): NodeHandle => ({
        id: port,
        type: 'source',
        position: side === 'right' ? Position.Right : Position.Bottom,
        x: x - half,
        y: y - half,
        ...size,
      }),
    ),
  ]
}

type Progress = ReadonlyMap<string, NodeProgress>

export function toCanvasLink(link: PlaybookLink, tone: LinkTone, selected: boolean): CanvasLink {
  return {
    id: link.id,
    type: 'orthogonal',
    source: link.source.id,
    sourceHandle: link.source.port,
    target: link.target.id,
    targetHandle: 'in',
    focusable: false,
    selected,
    markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: markers[tone] },
    data: { tone },
  }
}

const markers: Record<LinkTone, string> = {
  plain: 'var(--line-strong)',
  failure: 'var(--danger)',
  taken: 'var(--good)',
  idle: 'var(--line)',
  added: 'var(--good)',
  removed: 'var(--danger)',
}

/** How a link is drawn: by its exit, or in a run by whether it was taken. */
export function linkTone(link: PlaybookLink, progress?: Progress): LinkTone {
  if (progress) return isTaken(link, progress) ? 'taken' : 'idle'
  return link.source.port === FAILURE_PORT ? 'failure' : 'plain'
}

function isTaken(link: PlaybookLink, progress: Progress): boolean {
  const source = progress.get(link.source.id)
  const target = progress.get(link.target.id)
  const hasRun = (each?: NodeProgress) => each !== undefined && each.status !== 'pending' && each.status !== 'skipped'
  if (!hasRun(source) || !hasRun(target)) return false
  return source?.ports.length === 0 || Boolean(source?.ports.includes(link.source.port))
}
