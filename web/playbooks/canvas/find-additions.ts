import type { Action } from '@tocsin/contracts/integration.ts'
import { type AddableKind, type Addition, addableKinds } from '../edits/make-node.ts'

export interface Offered {
  key: string
  /** Integration of an action; null for a kind of node. */
  group: string | null
  label: string
  addition: Addition
}

interface Source {
  actions: readonly Action[]
  kindName: (kind: AddableKind) => string
  /** A filter follows an action only (NOD-30). */
  mayFilter: boolean
}

/** Kinds of nodes and actions whose name or integration has every typed word; kinds first. */
export function findAdditions(typed: string, { actions, kindName, mayFilter }: Source): Offered[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const kinds = addableKinds
    .filter((kind) => mayFilter || kind !== 'filter')
    .map((kind): Offered => ({ key: kind, group: null, label: kindName(kind), addition: { kind } }))
  const offered = actions
    .map(
      ({ id, name, type, integration }): Offered => ({
        key: id,
        group: integration,
        label: name,
        addition: { kind: 'action', action: { integration, name, type } },
      }),
    )
    .sort((one, other) => (one.group ?? '').localeCompare(other.group ?? '') || one.label.localeCompare(other.label))
  return [...kinds, ...offered].filter(({ label, group }) => fits(`${label} ${group ?? ''}`))
}
