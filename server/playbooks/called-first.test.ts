import { emptyGraph, type PlaybookGraph, playbookGraph } from '@tocsin/engine'
import { describe, expect, it } from 'vitest'
import { calledFirst } from './called-first.ts'

function graphThatRuns(...names: string[]): PlaybookGraph {
  let id = 0
  const graph = emptyGraph(() => `${++id}`)
  const nodes = names.map((playbook) => ({ id: `${++id}`, kind: 'playbook', playbook }))
  return playbookGraph.parse({ ...graph, nodes: [...graph.nodes, ...nodes] })
}

describe('playbooks of one file', () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    ['as they stand where none runs another', { A: [], B: [] }, ['A', 'B']],
    ['behind those that they run, in any case', { A: ['b'], B: ['C'], C: [] }, ['C', 'B', 'A']],
    ['once each where they run one another', { A: ['B'], B: ['A'] }, ['B', 'A']],
    ['also where what they run is not in the file', { A: ['Elsewhere'] }, ['A']],
  ])('are published %s (NOD-60)', (_, calls, order) => {
    const playbooks = Object.entries(calls).map(([name, names]) => ({ name, graph: graphThatRuns(...names) }))
    expect(calledFirst(playbooks).map(({ name }) => name)).toEqual(order)
  })
})
