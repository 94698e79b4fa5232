import type { Json } from '@tocsin/contracts/lists.ts'

/** Keys and places from the root of a document. */
export type DocumentPath = readonly (string | number)[]

export interface TextPosition {
  line: number
  column: number
}

/** A parsed file that still knows where in the text its values stand. */
export interface DocumentSource {
  readonly value: Json
  /** Of the value, or of the nearest thing around it that is there; undefined where the text is not known. */
  positionOf(path: DocumentPath): TextPosition | undefined
  /** Keys of the map in the order of the file, which an object loses for keys that look like numbers. */
  keysOf(path: DocumentPath): string[]
  /** How a single value was written: `1.0` where the value is the number 1. */
  textOf(path: DocumentPath): string | undefined
}

/** How a place is called in messages: `fields.2.type`. */
export function describePath(path: DocumentPath): string {
  return path.join('.')
}
