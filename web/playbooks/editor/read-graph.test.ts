import { emptyGraph } from '@tocsin/engine/playbook/index.ts'
import { expect, it } from 'vitest'
import { newId } from '../edits/new-id.ts'
import { isSameGraph } from './read-graph.ts'

it('takes two graphs for the same whatever order their keys came in', () => {
  const graph = emptyGraph(newId)
  const stored = { ...graph, nodes: graph.nodes.map(({ id, position, ...rest }) => ({ position, ...rest, id })) }
  expect(isSameGraph(graph, stored)).toBe(true)
  expect(isSameGraph(graph, { ...graph, links: graph.links.map((link) => ({ ...link, vertices: undefined })) })).toBe(
    true,
  )
  expect(isSameGraph(graph, { ...graph, links: [] })).toBe(false)
})
