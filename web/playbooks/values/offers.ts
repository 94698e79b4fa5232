import type { ResponseOf } from '@tocsin/contracts'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { listPlaybookValues } from '@tocsin/contracts/playbook.ts'
import type { ActionNode, PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { evaluatePath, parsePath, type Reference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { asSample, jsonPaths } from './json-paths.ts'
import { isPath, referenceKey, referenceLabel } from './reference-label.ts'

export type PlaybookValues = ResponseOf<typeof listPlaybookValues>

export type OfferGroup = 'input' | 'incident' | 'artifact' | 'triage' | { node: string }

/** A value that can be placed in an input (PLC-01). */
export interface Offer {
  key: string
  group: OfferGroup
  reference: Reference
  label: string
  /** What it means, where that is known. */
  hint: string
  /** The last real value, or the example of the definition; empty where there is neither. */
  sample: string
  isExample: boolean
}

interface OfferSource {
  graph: PlaybookGraph
  /** Nodes that run before, in running order. */
  upstream: readonly PlaybookNode[]
  actions: readonly Action[]
  values: PlaybookValues | undefined
}

/** Everything that a node may refer to: fields of the incident, inputs of the playbook, what ran before (PLC-01, PLC-03). */
export function listOffers(source: OfferSource): Offer[] {
  const { graph, upstream, values } = source
  const offer = (group: OfferGroup, reference: Reference, hint = '', sample = '', isExample = false): Offer => ({
    key: referenceKey(reference),
    group,
    reference,
    label: referenceLabel(reference, graph),
    hint,
    sample,
    isExample,
  })
  const start = graph.nodes.find((node) => node.kind === 'start')
  const params = (start?.params ?? []).map(({ path, example }) =>
    offer('input', { ref: 'param', path }, '', example ?? '', true),
  )
  const scopes = (['incident', 'artifact', 'triage'] as const).flatMap((scope) =>
    (values?.[scope] ?? []).map(({ path, label, sample }) =>
      offer(scope, { ref: scope, path }, label, sample === null ? '' : asSample(sample)),
    ),
  )
  // The nearest first: what just ran is what is wanted most.
  const nodes = [...upstream].reverse().flatMap((node) => {
    const last = values?.nodes[node.id]
    if (node.kind === 'action') {
      return actionOffers(node, source.actions, last).map(({ reference, hint, sample }) =>
        offer({ node: node.id }, reference, hint, sample),
      )
    }
    if (node.kind !== 'user-choice') return []
    const responder = ['email', 'firstName', 'lastName', 'id'].map((path) =>
      offer({ node: node.id }, { ref: 'responder', node: node.id, path }),
    )
    return [offer({ node: node.id }, { ref: 'node', node: node.id, side: 'output', path: 'answer' }), ...responder]
  })
  return [...nodes, ...params, ...scopes]
}

function actionOffers(node: ActionNode, actions: readonly Action[], last: Json | undefined) {
  const action = actions.find(({ integration, name }) => integration === node.integration && name === node.action)
  const declared = action?.output ?? []
  const sampled = last === undefined ? [] : jsonPaths(last)
  const known = new Set(declared.map(({ path }) => path))
  const outputs = [
    ...declared,
    ...sampled.filter((path) => !known.has(path)).map((path) => ({ path, example: null, description: null })),
    { path: 'raw', example: null, description: null },
  ]
  const inputs = (action?.fields ?? []).map(({ id, label }) => ({
    reference: { ref: 'node', node: node.id, side: 'input', path: id } satisfies Reference,
    hint: label,
    sample: '',
    isExample: false,
  }))
  return [
    ...outputs.map(({ path, example, description }) => {
      const seen = last === undefined ? '' : asSample(sampleAt(last, path))
      return {
        reference: { ref: 'node', node: node.id, side: 'output', path } satisfies Reference,
        hint: description ?? '',
        sample: seen || (example ?? ''),
        isExample: seen === '',
      }
    }),
    ...inputs,
  ]
}

function sampleAt(value: Json, path: string): unknown {
  if (path === 'raw') return value
  return isPath(path) ? evaluatePath(parsePath(path), value) : undefined
}

/** Offers that match what was typed: every word somewhere in label, hint or sample; the best place first. */
export function findOffers(offers: readonly Offer[], typed: string): Offer[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...offers]
  const rank = ({ label, hint, sample }: Offer) => {
    const name = label.toLowerCase()
    if (words.every((word) => name.includes(word))) return name.endsWith(words.join(' ')) ? 0 : 1
    const all = `${name} ${hint} ${sample}`.toLowerCase()
    return words.every((word) => all.includes(word)) ? 2 : -1
  }
  return offers
    .map((offer) => ({ offer, rank: rank(offer) }))
    .filter((each) => each.rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ offer }) => offer)
}

/** The name of the group that an offer stands in, for a node its own name. */
export function nodeOfGroup(group: OfferGroup, graph: PlaybookGraph): string | null {
  if (typeof group === 'string') return null
  const node = graph.nodes.find((each) => each.id === group.node)
  return node ? shownName(node) : '?'
}
