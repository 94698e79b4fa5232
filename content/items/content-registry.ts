import type { ContentKind } from './content-kind.ts'

/** The kinds of content of one program; a value that is handed on, so that two programs can differ. */
export interface ContentRegistry<Tx, Actor> {
  readonly kinds: readonly ContentKind<Tx, Actor>[]
  /** Undefined for a kind that this version does not know: the item is then blocked, not lost. */
  find(kind: string): ContentKind<Tx, Actor> | undefined
}

/** Throws if two kinds have the same word. */
export function createContentRegistry<Tx, Actor>(kinds: readonly ContentKind<Tx, Actor>[]): ContentRegistry<Tx, Actor> {
  const byWord = new Map<string, ContentKind<Tx, Actor>>()
  for (const kind of kinds) {
    if (byWord.has(kind.kind)) throw new Error(`Two kinds of content are called "${kind.kind}"; rename one of them.`)
    byWord.set(kind.kind, kind)
  }
  return { kinds: [...kinds], find: (kind) => byWord.get(kind) }
}
