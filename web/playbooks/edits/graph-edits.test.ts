import { emptyGraph, outPorts, type PlaybookGraph, validate } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { arrange } from './arrange.ts'
import { cloneNodes } from './clone-nodes.ts'
import { addAfter, addLink, addNode, findNode, moveNodes, refuseLink, removeParts, replaceNode } from './graph-edits.ts'
import { makeNode } from './make-node.ts'
import { newId } from './new-id.ts'
import { nodeSize } from './node-size.ts'
import { changePorts, freePort, moveItem } from './ports.ts'

const fresh = () => {
  const graph = emptyGraph(newId)
  const [start, end] = graph.nodes
  if (!start || !end) throw new Error('a new playbook has Start and End')
  return { graph, start, end }
}

/** `START>out>Condition` for every link, to compare shapes. */
const shape = (graph: PlaybookGraph) =>
  graph.links
    .map((link) =>
      [findNode(graph, link.source.id)?.name, link.source.port, findNode(graph, link.target.id)?.name].join('>'),
    )
    .sort()

describe('adding after a node (PBK-05, PBK-06)', () => {
  it('puts the new node between the exit and what followed it, and makes room', () => {
    const { graph, start, end } = fresh()
    const action = makeNode('action', { integration: 'Tools', name: 'Hash', type: 'Enrichment' })
    const after = addAfter(graph, start.id, 'out', action)
    expect(shape(after)).toEqual(['Hash>out>END', 'START>out>Hash'])
    expect(findNode(after, action.id)?.number).toBe(3)
    const placed = findNode(after, action.id)
    expect(placed?.position.x).toBeGreaterThan(start.position.x)
    expect(findNode(after, end.id)?.position.x).toBeGreaterThan((placed?.position.x ?? 0) + 200)
  })

  it('lets what followed go on from the first exit of a node with several', () => {
    const { graph, start } = fresh()
    const choice = makeNode('user-choice')
    const after = addAfter(graph, start.id, 'out', choice)
    expect(shape(after)).toEqual(['START>out>User choice', 'User choice>success>END'])
    const second = addAfter(after, choice.id, 'failure', makeNode('condition'))
    expect(shape(second)).toEqual(['START>out>User choice', 'User choice>failure>Condition', 'User choice>success>END'])
  })

  it('adds an End without taking away what followed', () => {
    const { graph, start } = fresh()
    expect(shape(addAfter(graph, start.id, 'out', makeNode('end')))).toEqual(['START>out>END', 'START>out>END 2'])
  })

  it('gives names and numbers that nobody else has (PBK-09)', () => {
    const { graph, start } = fresh()
    const twice = addAfter(addAfter(graph, start.id, 'out', makeNode('action')), start.id, 'out', makeNode('action'))
    expect(twice.nodes.map((node) => node.name).sort()).toEqual(['Action', 'Action 2', 'END', 'START'])
    expect(new Set(twice.nodes.map((node) => node.number)).size).toBe(4)
  })

  it('never lays one node on another', () => {
    const { graph, start } = fresh()
    const crowded = [1, 2, 3, 4].reduce((each) => addAfter(each, start.id, 'out', makeNode('end')), graph)
    const places = crowded.nodes.map(({ position }) => `${position.x},${position.y}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

describe('links', () => {
  it('are refused to itself, to Start, twice and back in a loop', () => {
    const { graph, start, end } = fresh()
    const action = makeNode('action')
    const linked = addAfter(graph, start.id, 'out', action)
    expect(refuseLink(linked, action.id, 'out', action.id)).toBe('itself')
    expect(refuseLink(linked, action.id, 'out', start.id)).toBe('no-entry')
    expect(refuseLink(linked, action.id, 'out', end.id)).toBe('twice')
    const second = makeNode('action')
    const longer = addAfter(linked, action.id, 'out', second)
    expect(refuseLink(longer, second.id, 'out', action.id)).toBe('loop')
    expect(addLink(longer, second.id, 'out', action.id)).toBe(longer)
    expect(refuseLink(longer, start.id, 'out', end.id)).toBeNull()
  })
})

describe('removing', () => {
  it('closes the gap of a node with one way on', () => {
    const { graph, start } = fresh()
    const action = makeNode('action')
    expect(shape(removeParts(addAfter(graph, start.id, 'out', action), [action.id]))).toEqual(['START>out>END'])
  })

  it('keeps Start and the last End (PBK-03)', () => {
    const { graph, start, end } = fresh()
    expect(removeParts(graph, [start.id, end.id])).toBe(graph)
    const second = makeNode('end')
    const two = addAfter(graph, start.id, 'out', second)
    expect(removeParts(two, [end.id, second.id]).nodes.map((node) => node.name)).toEqual(['START', 'END 2'])
  })

  it('takes a link away alone', () => {
    const { graph } = fresh()
    expect(removeParts(graph, [], [graph.links[0]?.id ?? '']).links).toEqual([])
  })
})

describe('exits', () => {
  it('keep their links when they are renamed, and lose them with the exit', () => {
    const { graph, start } = fresh()
    const choice = makeNode('user-choice')
    const after = addAfter(graph, start.id, 'out', choice)
    const node = findNode(after, choice.id)
    if (node?.kind !== 'user-choice') throw new Error('the choice is there')
    const renamed = changePorts(after, { ...node, answers: ['yes', 'failure'] }, { from: 'success', to: 'yes' })
    expect(shape(renamed)).toContain('User choice>yes>END')
    expect(shape(changePorts(renamed, { ...node, answers: ['failure'] }))).toEqual(['START>out>User choice'])
  })

  it('get a free name, also beside failure', () => {
    const choice = makeNode('user-choice')
    expect(freePort(choice, 'answer')).toBe('answer')
    expect(freePort(choice, 'failure')).toBe('failure 2')
    expect(moveItem(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moveItem(['a'], 0, -1)).toEqual(['a'])
  })
})

describe('cloning (PBK-08)', () => {
  it('copies configuration and inner links, and leads references among the copies to the copies', () => {
    const { graph, start } = fresh()
    const first = makeNode('action', { integration: 'Tools', name: 'Hash', type: 'Enrichment' })
    const second = makeNode('action', { integration: 'Tools', name: 'Report', type: 'Custom' })
    const linked = addAfter(addAfter(graph, start.id, 'out', first), first.id, 'out', second)
    const node = findNode(linked, second.id)
    if (node?.kind !== 'action') throw new Error('the action is there')
    const filled = replaceNode(linked, {
      ...node,
      inputs: {
        hash: { ref: 'node', node: first.id, side: 'output', path: 'md5' },
        text: { ref: 'text', text: `a {{node:${first.id}.output.md5 | loop}} b {{incident.name}}` },
        other: { ref: 'node', node: start.id, side: 'output', path: 'x' },
      },
    })
    const { graph: cloned, copies } = cloneNodes(filled, [first.id, second.id, start.id])
    const [firstCopy, secondCopy] = copies
    const copy = findNode(cloned, secondCopy ?? '')
    expect(copies).toHaveLength(2)
    expect(copy?.name).toBe('Report 2')
    expect(copy?.kind === 'action' && copy.inputs).toEqual({
      hash: { ref: 'node', node: firstCopy, side: 'output', path: 'md5' },
      text: { ref: 'text', text: `a {{node:${firstCopy}.output.md5 | loop}} b {{incident.name}}` },
      other: { ref: 'node', node: start.id, side: 'output', path: 'x' },
    })
    expect(shape(cloned)).toContain('Hash 2>out>Report 2')
  })
})

describe('arranging (PBK-15)', () => {
  it('lets every link lead to the right', () => {
    const { graph, start } = fresh()
    const condition = makeNode('condition')
    const branched = addAfter(addAfter(graph, start.id, 'out', condition), condition.id, 'failure', makeNode('action'))
    const mixed = moveNodes(
      branched,
      new Map(branched.nodes.map((node, index) => [node.id, { x: -index * 300, y: 7 }])),
    )
    const arranged = arrange(mixed)
    for (const link of arranged.links) {
      const from = findNode(arranged, link.source.id)?.position.x ?? 0
      expect(findNode(arranged, link.target.id)?.position.x).toBeGreaterThan(from)
    }
  })
})

describe('arranging the exits of a node', () => {
  it('keeps what follows an upper exit above what follows a lower one', () => {
    const { graph, start } = fresh()
    const condition = makeNode('condition')
    const choice = makeNode('user-choice')
    const withChoice = addAfter(addAfter(graph, start.id, 'out', condition), condition.id, 'success', choice)
    const full = addAfter(
      addAfter(withChoice, choice.id, 'failure', makeNode('end')),
      condition.id,
      'failure',
      makeNode('end'),
    )
    const arranged = arrange(full)
    const centre = (name: string) => {
      const node = arranged.nodes.find((each) => each.name === name)
      return node ? node.position.y + nodeSize(node).height / 2 : Number.NaN
    }
    expect(centre('User choice')).toBeLessThan(centre('END 3'))
    expect(centre('END')).toBeLessThan(centre('END 2'))
  })
})

describe('what the editor makes', () => {
  it('is read by the engine without errors of structure', () => {
    const { graph, start } = fresh()
    const condition = makeNode('condition')
    const built = addAfter(addNode(graph, makeNode('end'), { x: 0, y: 400 }), start.id, 'out', condition)
    const linked = addLink(built, condition.id, 'failure', built.nodes.find((node) => node.name === 'END 2')?.id ?? '')
    expect(outPorts(condition)).toEqual(['success', 'failure'])
    expect(validate(linked).map(({ code }) => code)).toEqual(['no_condition'])
  })
})
