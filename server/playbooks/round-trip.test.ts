import {
  fromGraph,
  readPlaybookJson,
  readPlaybookYaml,
  toGraph,
  writePlaybookJson,
  writePlaybookYaml,
} from '@tocsin/content'
import { type PlaybookGraph, type PlaybookNode, playbookGraph, validate } from '@tocsin/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryGraph, arbitraryNode } from './arbitrary-graph.ts'

const about = { name: 'Any', description: '<p>x</p>', tags: ['a'], type: 'Phishing', isEnabled: true, extra: {} }

const forms = [
  ['JSON', (graph: PlaybookGraph) => readPlaybookJson(writePlaybookJson(fromGraph(graph, about, labels)))[0]],
  ['YAML', (graph: PlaybookGraph) => readPlaybookYaml(writePlaybookYaml(fromGraph(graph, about, labels), null))],
] as const
const labels = { resourceLabels: true }

/** Export and import, as the server does them: what comes back is parsed by the engine's own model. */
function journey(graph: PlaybookGraph, form: (typeof forms)[number][1]): { graph: PlaybookGraph; warnings: string[] } {
  const read = form(graph)
  if (!read) throw new Error('nothing was read')
  const converted = toGraph(read.playbook, { actions: installedFor(graph) })
  return {
    graph: playbookGraph.parse(JSON.parse(JSON.stringify(converted.graph))),
    warnings: [...read.warnings, ...converted.warnings],
  }
}

function installedFor(graph: PlaybookGraph) {
  return graph.nodes.flatMap((node) =>
    node.kind === 'action' ? [{ integration: node.integration, name: node.action, type: node.actionType }] : [],
  )
}

describe('playbooks of every node kind through files (formats.md 13.7)', () => {
  it.each(forms)('come back as %s with every option as it was, without a warning', (_, form) => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const once = journey(graph, form)
        expect(once.graph).toEqual(graph)
        expect(once.warnings).toEqual([])
        expect(journey(once.graph, form).graph).toEqual(graph)
      }),
      { numRuns: 80 },
    )
  })

  it('cover every kind of the engine', () => {
    const kinds = new Set(fc.sample(arbitraryNode, 600).map(({ kind }) => kind))
    const known = playbookGraph.shape.nodes.element.options.map((option) => option.shape.kind.value)
    expect([...kinds].sort()).toEqual(known.filter((kind) => kind !== 'unsupported').sort())
  })

  it('are well-formed for tools that know nothing of our own keys', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const written = JSON.parse(writePlaybookJson(fromGraph(graph, about)))
        const foreign = JSON.parse(JSON.stringify(written, (key, value) => (key.startsWith('x_') ? undefined : value)))
        const stepTypes = new Set(['start', 'end', 'action', 'condition', 'user-choice', 'playbook', 'filter'])
        for (const node of foreign.nodes) {
          expect(stepTypes).toContain(node.stepType)
          expect(node).toMatchObject({
            id: expect.any(String),
            inPorts: expect.any(Array),
            outPorts: expect.any(Array),
          })
          expect(node.ports.items).toHaveLength(node.inPorts.length + node.outPorts.length)
        }
        const read = readPlaybookJson(JSON.stringify(foreign))[0]
        const again = playbookGraph.parse(toGraph(read!.playbook, { actions: [] }).graph)
        const ports = new Map<string, string[]>(
          foreign.nodes.map((node: { id: string; outPorts: string[] }) => [node.id, node.outPorts]),
        )
        for (const { source } of again.links) expect(ports.get(source.id)).toContain(source.port)
        expect(again.nodes.some(({ kind }) => kind === 'unsupported')).toBe(false)
        expect(validate(again).map(({ code }) => code)).not.toContain('dangling_link')
      }),
      { numRuns: 60 },
    )
  })

  it('say of a node kind that is unknown here what it is, and give it back', () => {
    const node: PlaybookNode = {
      id: 'n',
      kind: 'unsupported',
      name: 'oracle',
      number: 1,
      position: { x: 1, y: 2 },
      stepType: 'oracle',
      ports: ['out'],
      extra: { stepType: 'oracle', inPorts: ['in'], prophecy: [1] },
    }
    const graph = { nodes: [node], links: [], killOnError: false, mailOnError: [] }
    const once = journey(graph, forms[0][1])
    expect(once.graph.nodes[0]).toMatchObject({ kind: 'unsupported', stepType: 'oracle', extra: { prophecy: [1] } })
    expect(once.warnings).toContainEqual(expect.stringMatching(/oracle/))
  })
})
