import { emptyGraph, type PlaybookGraph, playbookGraph, validate } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { newId } from '../edits/new-id.ts'
import { problemNames, problemTextKey } from './describe-problem.ts'

const constant = (value: unknown) => ({ ref: 'const', value })

/** START → each of the nodes, in a row → END. */
function inRow(...nodes: object[]): PlaybookGraph {
  const all = [{ id: 'start', kind: 'start', name: 'START' }, ...nodes, { id: 'end', kind: 'end', name: 'END' }] as {
    id: string
  }[]
  const links = all.slice(1).map(({ id }, at) => ({
    id: `l${at}`,
    source: { id: all[at]?.id, port: 'out' },
    target: { id, port: 'in' },
  }))
  return playbookGraph.parse({ nodes: all, links })
}

function found(graph: PlaybookGraph) {
  return validate(graph, { actions: [], playbooks: [], self: { id: 'p', name: 'This' } }).map((problem) => {
    const { node, name, at } = problemNames(problem, graph, [])
    return [problemTextKey(problem, { node, name, at }), node, name, at]
  })
}

describe('problems in the words of the user (PBK-17)', () => {
  it('name the node and the action', () => {
    const graph = inRow(
      { id: 'a', kind: 'action', name: 'Look', action: '' },
      { id: 'b', kind: 'action', name: 'Block', integration: 'Wall', action: 'Block IP' },
    )
    expect(found(graph)).toContainEqual(['no_action', 'Look', '', 0])
    expect(found(graph)).toContainEqual(['unbound_action', 'Block', 'Wall / Block IP', 0])
  })

  it('name the branch of a condition, but a filter by itself', () => {
    const bad = { left: constant(''), operator: '==', right: constant('1') }
    const graph = inRow(
      { id: 'c', kind: 'condition', name: 'If', branches: [{ name: 'high', conditions: [bad] }] },
      { id: 'f', kind: 'filter', name: 'Only', conditions: [bad] },
    )
    expect(found(graph)).toContainEqual(['no_left_value_of', 'If', 'high', 0])
    expect(found(graph)).toContainEqual(['no_left_value', 'Only', '', 0])
    expect(found(graph)).toContainEqual(['unlinked_port', 'If', 'high', 0])
  })

  it('name the node whose value is not there yet, and the character of a bad path', () => {
    const value = (path: string) => ({ ref: 'node', node: 'late', side: 'output', path })
    const graph = inRow(
      { id: 'w', kind: 'wait', name: 'Wait', mode: 'duration', duration: value('n') },
      { id: 'late', kind: 'task', name: 'Later', title: 'Do' },
      { id: 'x', kind: 'wait', name: 'Bad', mode: 'duration', duration: { ref: 'incident', path: 'a[b' } },
    )
    expect(found(graph)).toContainEqual(['not_upstream', 'Wait', 'Later', 0])
    expect(found(graph)).toContainEqual(['bad_path', 'Bad', 'a[b', 2])
  })

  it('name the playbook that is missing, or that none is chosen', () => {
    const graph = inRow(
      { id: 'n', kind: 'playbook', name: 'Nested', playbook: 'Gone' },
      { id: 'r', kind: 'repeat', name: 'Each', playbook: '', mode: 'items' },
    )
    expect(found(graph)).toContainEqual(['unknown_playbook', 'Nested', 'Gone', 0])
    expect(found(graph)).toContainEqual(['no_playbook', 'Each', '', 0])
    expect(found(graph)).toContainEqual(['missing_items', 'Each', '', 0])
    expect(found(graph)).toContainEqual(['missing_item_input', 'Each', '', 0])
  })

  it('keep the sentence of the engine for a code that has no text here', () => {
    const graph = emptyGraph(newId)
    const problem = { severity: 'error', code: 'of_tomorrow' as never, message: 'New.' } as const
    expect(problemTextKey(problem, problemNames(problem, graph, []))).toBeNull()
  })
})
