/** One step of a path: a key, all elements of a list, or a selection of several values under new names. */
export type Step =
  | { kind: 'key'; name: string }
  | { kind: 'each' }
  | { kind: 'select'; pairs: { name: string; path: Path }[] }

export type Pipe = { kind: 'unique' } | { kind: 'join'; separator: string }

export interface Path {
  steps: Step[]
  pipes: Pipe[]
}

/** A path that cannot be read; `position` is the offset of the first character that does not fit. */
export class PathError extends Error {
  readonly position: number
  constructor(message: string, position: number) {
    super(message)
    this.name = 'PathError'
    this.position = position
  }
}
