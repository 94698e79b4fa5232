import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { createContext, useContext } from 'react'
import type { Offer, PlaybookValues } from './offers.ts'

/** What the inputs of one node may refer to. */
export interface NodeSurroundings {
  graph: PlaybookGraph
  upstream: readonly PlaybookNode[]
  offers: readonly Offer[]
  /** Keys of the offers, to tell known references from others. */
  known: ReadonlySet<string>
  /** Real values of what happened last; undefined while they are read. */
  values: PlaybookValues | undefined
  /** Nothing can be changed: an older version, or no right to. */
  readOnly: boolean
}

const nothing: NodeSurroundings = {
  graph: { nodes: [], links: [], killOnError: false, mailOnError: [] },
  upstream: [],
  offers: [],
  known: new Set(),
  values: undefined,
  readOnly: true,
}

export const ValuesContext = createContext<NodeSurroundings>(nothing)

export function useSurroundings(): NodeSurroundings {
  return useContext(ValuesContext)
}
