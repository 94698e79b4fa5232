import type { ResponseOf } from '@tocsin/contracts'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { listPlaybookValues } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { evaluatePath, parsePath, type Reference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { declaredOutputs, sampleOf } from './declared-outputs.ts'
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
  /** Graphs of the playbooks that nodes run, by name in small letters. */
  children: ReadonlyMap<string, PlaybookGraph>
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
  const params = (start?.params ?? []).map(({ path, example }) => {
    const sample = inputSample(values?.input, path)
    return offer('input', { ref: 'param', path }, '', sample || (example ?? ''), sample === '')
  })
  const scopes = (['incident', 'artifact', 'triage'] as const).flatMap((scope) =>
    (values?.[scope] ?? []).map(({ path, label, sample }) =>
      offer(scope, { ref: scope, path }, label, sample === null ? '' : asSample(sample)),
    ),
  )
  // The nearest first: what just ran is what is wanted most.
  const nodes = [...upstream]
    .reverse()
    .flatMap((node) =>
      nodeOffers(node, source).map(({ reference, hint, sample, isExample }) =>
        offer({ node: node.id }, reference, hint, sample, isExample),
      ),
    )
  return [...nodes, ...params, ...scopes]
}

type NodeOffer = Pick<Offer, 'reference' | 'hint' | 'sample' | 'isExample'>

/** Outputs, declared and seen, the whole, then the inputs it was given (PLC-04); the responder of a question (NOD-55). */
function nodeOffers(node: PlaybookNode, source: OfferSource): NodeOffer[] {
  const output = (path: string) => ({ ref: 'node', node: node.id, side: 'output', path }) satisfies Reference
  const last = sampleOf(node, source.graph, source.values?.nodes ?? {})
  const declared = declaredOutputs(node, source)
  const known = new Set(declared.map(({ path }) => path))
  const seen = last === undefined ? [] : jsonPaths(last).filter((path) => !known.has(path))
  const whole = declared.length > 0 || seen.length > 0 || node.kind === 'action' ? ['raw'] : []
  const bare = [...seen, ...(whole.length > 0 && node.kind !== 'user-choice' ? whole : [])]
  const outputs = [...declared, ...bare.map((path) => ({ path, example: null, description: null }))].map(
    ({ path, example, description }): NodeOffer => {
      const sample = last === undefined ? '' : asSample(sampleAt(last, path))
      return {
        reference: output(path),
        hint: description ?? '',
        sample: sample || (example ?? ''),
        isExample: sample === '',
      }
    },
  )
  return [...outputs, ...responderOffers(node), ...inputOffers(node, source)]
}

function responderOffers(node: PlaybookNode): NodeOffer[] {
  if (node.kind !== 'user-choice') return []
  return ['email', 'firstName', 'lastName', 'id'].map((path) => ({
    reference: { ref: 'responder', node: node.id, path },
    hint: '',
    sample: '',
    isExample: false,
  }))
}

function inputOffers(node: PlaybookNode, { actions, values }: OfferSource): NodeOffer[] {
  if (node.kind !== 'action' && node.kind !== 'playbook') return []
  const action =
    node.kind === 'action'
      ? actions.find(({ integration, name }) => integration === node.integration && name === node.action)
      : undefined
  const fields = action?.fields ?? Object.keys(node.inputs).map((id) => ({ id, label: '' }))
  const last = values?.nodeInputs?.[node.id]
  return fields.map(({ id, label }) => ({
    reference: { ref: 'node', node: node.id, side: 'input', path: id },
    hint: label,
    sample: isRecord(last) && last[id] !== undefined ? asSample(last[id]) : '',
    isExample: false,
  }))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of the input of the last run; a name that is spelt exactly so wins over the path (NOD-06). */
function inputSample(input: Json | undefined, path: string): string {
  if (input === undefined || input === null) return ''
  if (isRecord(input) && Object.hasOwn(input, path)) return asSample(input[path])
  return asSample(sampleAt(input, path))
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
