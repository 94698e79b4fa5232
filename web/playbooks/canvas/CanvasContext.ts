import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { createContext } from 'react'
import type { Addition } from '../edits/make-node.ts'

/** What the nodes of an editable canvas can ask for. */
export interface CanvasEdit {
  onAddAfter(nodeId: string, port: string, addition: Addition): void
  /** Actions that can be added at once. */
  actions: readonly Action[]
  onLink(nodeId: string, port: string, target: string): void
  /** The nodes to which a link from this exit may lead. */
  linkTargets(nodeId: string, port: string): PlaybookNode[]
  onClone(nodeId: string): void
  onRemove(nodeIds: string[]): void
  onNudge(nodeId: string, x: number, y: number): void
  mayRemove(nodeId: string): boolean
  isLinked(nodeId: string, port: string): boolean
}

export interface CanvasDeeds {
  onOpen(nodeId: string): void
  /** Goes to the next (1) or previous (-1) node in running order, or out of the canvas behind the last. */
  onStep(nodeId: string, by: 1 | -1): void
  /** Null on a canvas that is only looked at. */
  edit: CanvasEdit | null
}

export const CanvasContext = createContext<CanvasDeeds>({ onOpen: () => {}, onStep: () => {}, edit: null })
