import { createContext } from 'react'
import type { AddableKind } from '../edits/make-node.ts'

/** What the nodes of an editable canvas can ask for. */
export interface CanvasEdit {
  onAddAfter(nodeId: string, port: string, kind: AddableKind): void
  onClone(nodeId: string): void
  onRemove(nodeIds: string[]): void
  onNudge(nodeId: string, x: number, y: number): void
  mayRemove(nodeId: string): boolean
  isLinked(nodeId: string, port: string): boolean
}

export interface CanvasDeeds {
  onOpen(nodeId: string): void
  /** Null on a canvas that is only looked at. */
  edit: CanvasEdit | null
}

export const CanvasContext = createContext<CanvasDeeds>({ onOpen: () => {}, edit: null })
