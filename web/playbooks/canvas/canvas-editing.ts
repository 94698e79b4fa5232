import type { CanvasEdit } from './CanvasContext.ts'
import type { CanvasClipboard } from './use-clipboard.ts'

export interface Place {
  x: number
  y: number
}

/** What an editable canvas does beside what its nodes ask for. */
export interface CanvasEditing extends CanvasEdit, CanvasClipboard {
  onMove(places: Map<string, Place>): void
  mayLink(source: string, port: string, target: string): boolean
  /** Something was dropped from the palette. */
  onDrop(dropped: string, place: Place): void
}
