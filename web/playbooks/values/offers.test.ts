import type { Action } from '@tocsin/contracts/integration.ts'
import { emptyGraph, reachableUpstream } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { addAfter, findNode, replaceNode } from '../edits/graph-edits.ts'
import { makeNode } from '../edits/make-node.ts'
import { newId } from '../edits/new-id.ts'
import { jsonPaths } from './json-paths.ts'
import { findOffers, listOffers } from './offers.ts'
import { parseLabel, referenceKey, standingOf } from './reference-label.ts'

const reputation: Action = {
  id: 'a',
  integrationId: 'i',
  integration: 'Reputation',
  name: 'IP Reputation',
  type: 'Enrichment',
  fields: [
    {
      id: 'ip',
      label: 'IP address',
      type: 'text',
      required: true,
      validator: null,
      default: null,
      hint: null,
      values: [],
      incidentArtifacts: true,
      observables: [],
    },
  ],
  output: [{ path: 'score', example: '87', description: '0 to 100' }],
  tableView: [],
  useInTriage: false,
  needsResource: true,
  warnings: [],
}

function built() {
  const fresh = emptyGraph(newId)
  const start = fresh.nodes[0]
  if (start?.kind !== 'start') throw new Error('a new playbook has a Start')
  const first = makeNode('action', { integration: 'Reputation', name: 'IP Reputation', type: 'Enrichment' })
  const choice = makeNode('user-choice')
  const graph = addAfter(addAfter(fresh, start.id, 'out', first), first.id, 'out', choice)
  const withParams = replaceNode(graph, { ...start, params: [{ path: 'a.b c', example: '7' }] })
  return { graph: withParams, start, first, choice }
}

describe('what the value picker offers (PLC-01, PLC-03, PLC-04)', () => {
  it('is the outputs, raw and inputs of nodes that run before, never of those behind', () => {
    const { graph, first, choice } = built()
    const offers = (id: string) =>
      listOffers({
        graph,
        upstream: reachableUpstream(graph, id),
        actions: [reputation],
        children: new Map(),
        values: undefined,
      })
    expect(offers(choice.id).map(({ label }) => label)).toEqual([
      'IP Reputation.output.score',
      'IP Reputation.output.raw',
      'IP Reputation.input.ip',
      'input.a.b c',
    ])
    expect(offers(first.id).map(({ label }) => label)).toEqual(['input.a.b c'])
  })

  it('shows the last real value before the example, and paths that only the real result has', () => {
    const { graph, first, choice } = built()
    const values = {
      incident: [{ path: 'opt_3', label: 'Site', sample: 'Lyon' }],
      artifact: [],
      triage: [],
      nodeInputs: {},
      input: null,
      nodes: { [first.id]: { score: 12, reports: [{ source: 'x y' }] } },
    }
    const upstream = reachableUpstream(graph, choice.id)
    const offers = listOffers({ graph, upstream, actions: [reputation], children: new Map(), values })
    const samples = Object.fromEntries(offers.map(({ label, sample }) => [label, sample]))
    expect(samples['IP Reputation.output.score']).toBe('12')
    expect(samples['IP Reputation.output.reports.[].source']).toBe('["x y"]')
    expect(samples['incident.opt_3']).toBe('Lyon')
    expect(findOffers(offers, 'site').map(({ label }) => label)).toEqual(['incident.opt_3'])
    expect(findOffers(offers, 'rep score')[0]?.label).toBe('IP Reputation.output.score')
  })
})

describe('a typed path', () => {
  it('is read back into a reference, names with dots included', () => {
    const { graph, first } = built()
    const node = findNode(graph, first.id)
    const renamed = graph.nodes.map((each) => (each === node ? { ...each, name: 'Check v1.2' } : each))
    expect(parseLabel('Check v1.2.output.a.[].b', renamed)).toEqual({
      ref: 'node',
      node: first.id,
      side: 'output',
      path: 'a.[].b',
    })
    expect(parseLabel('incident.opt_3', [])).toEqual({ ref: 'incident', path: 'opt_3' })
    expect(parseLabel('incident.a[b', [])).toBeNull()
    expect(parseLabel('hello', renamed)).toBeNull()
  })

  it('stands as broken, unknown or known (PLC-05)', () => {
    const { graph, first, choice } = built()
    const upstream = reachableUpstream(graph, choice.id)
    const reference = (path: string, node = first.id) => ({ ref: 'node', node, side: 'output', path }) as const
    const known = new Set([referenceKey(reference('score'))])
    expect(standingOf(reference('score'), upstream, known)).toBe('known')
    expect(standingOf(reference('other'), upstream, known)).toBe('unknown')
    expect(standingOf(reference('score', choice.id), upstream, known)).toBe('broken')
    expect(standingOf(reference('a[0'), upstream, known)).toBe('broken')
  })
})

it('writes the paths of a result as the path language does (PLC-15)', () => {
  expect(jsonPaths([{ a: 1, 'x y': { z: [] } }])).toEqual(['[].a', '[]."x y".z'])
  expect(jsonPaths({ a: [{ b: [1] }], c: {} })).toEqual(['a.[].b.[]', 'c'])
  expect(jsonPaths('text')).toEqual([])
  expect(jsonPaths(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1])))).toHaveLength(200)
})
