import { emptyGraph, type PlaybookGraph, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { copyNodes, pasteNodes, readClip } from './clip.ts'
import { addAfter, findNode, replaceNode } from './graph-edits.ts'
import { makeNode } from './make-node.ts'
import { newId } from './new-id.ts'

function action(graph: PlaybookGraph, after: string, name: string, inputs: Record<string, string> = {}) {
  const node = makeNode('action', { integration: 'Tools', name, type: 'Custom' })
  const linked = addAfter(graph, after, 'out', node)
  const added = findNode(linked, node.id)
  if (added?.kind !== 'action') throw new Error('the action was added')
  const values = Object.fromEntries(
    Object.entries(inputs).map(([field, id]) => [
      field,
      { ref: 'node' as const, node: id, side: 'output' as const, path: 'x' },
    ]),
  )
  return { graph: replaceNode(linked, { ...added, inputs: values }), id: node.id }
}

/** START → Ask → Look (reads Ask) → Tell (reads Ask and Look) → END */
function playbook() {
  const empty = emptyGraph(newId)
  const ask = action(empty, empty.nodes[0]?.id ?? '', 'Ask')
  const look = action(ask.graph, ask.id, 'Look', { ask: ask.id })
  const tell = action(look.graph, look.id, 'Tell', { ask: ask.id, look: look.id })
  return { graph: tell.graph, ask: ask.id, look: look.id, tell: tell.id }
}

const inputsOf = (node: PlaybookNode | undefined) => (node?.kind === 'action' ? node.inputs : null)

/** Through the clipboard, as text. */
function carried(graph: PlaybookGraph, ...ids: string[]) {
  const clip = readClip(JSON.stringify(copyNodes(graph, new Set(ids))))
  if (!clip) throw new Error('it was copied')
  return clip
}

describe('copying nodes to another playbook (PBK-16)', () => {
  it('brings nodes with ids of their own, the links among them and the references among them', () => {
    const from = playbook()
    const into = emptyGraph(newId)
    const { graph, copies } = pasteNodes(into, carried(from.graph, from.look, from.tell), { x: 400, y: 304 })
    const [look = '', tell = ''] = copies
    expect(copies).not.toContain(from.look)
    expect(findNode(graph, look)).toMatchObject({ name: 'Look', position: { x: 400, y: 304 } })
    expect(graph.links.filter(({ source }) => source.id === look)).toMatchObject([{ target: { id: tell } }])
    expect(graph.links).toHaveLength(into.links.length + 1)
    expect(inputsOf(findNode(graph, tell))?.look).toMatchObject({ node: look })
  })

  it('leads a reference to what was not copied to the one node of that kind and name, else leaves it', () => {
    const from = playbook()
    const clip = carried(from.graph, from.look)
    const empty = emptyGraph(newId)
    const lost = pasteNodes(empty, clip, { x: 0, y: 400 })
    expect(inputsOf(findNode(lost.graph, lost.copies[0] ?? ''))?.ask).toMatchObject({ node: from.ask })
    const other = action(empty, empty.nodes[0]?.id ?? '', 'Ask')
    const found = pasteNodes(other.graph, clip, { x: 0, y: 400 })
    expect(inputsOf(findNode(found.graph, found.copies[0] ?? ''))?.ask).toMatchObject({ node: other.id })
    const twice = action(other.graph, other.id, 'Ask')
    const renamed = replaceNode(twice.graph, { ...must(findNode(twice.graph, twice.id)), name: 'Ask' })
    const unsure = pasteNodes(renamed, clip, { x: 0, y: 400 })
    expect(inputsOf(findNode(unsure.graph, unsure.copies[0] ?? ''))?.ask).toMatchObject({ node: from.ask })
  })

  it('keeps references to what is here when pasted into the same playbook, beside what is there', () => {
    const from = playbook()
    const at = must(findNode(from.graph, from.look)).position
    const { graph, copies } = pasteNodes(from.graph, carried(from.graph, from.look), at)
    const copy = must(findNode(graph, copies[0] ?? ''))
    expect(inputsOf(copy)?.ask).toMatchObject({ node: from.ask })
    expect(copy.name).toBe('Look 2')
    expect(copy.position).not.toEqual(at)
  })

  it('never copies Start, and reads nothing else from the clipboard', () => {
    const from = playbook()
    expect(copyNodes(from.graph, new Set([must(from.graph.nodes[0]).id]))).toBeNull()
    expect(readClip('some text')).toBeNull()
    expect(readClip('{"tocsin":"playbook-nodes","nodes":[{"id":"x"}],"links":[]}')).toBeNull()
  })
})

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it is there')
  return value
}
