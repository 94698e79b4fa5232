import { describe, expect, it } from 'vitest'
import { compareGraphs } from './compare-graphs.ts'
import { type PlaybookGraph, playbookGraph } from './graph.ts'

type Loose = Record<string, unknown>

const start = { id: 's', kind: 'start', name: 'START' }
const end = { id: 'e', kind: 'end', name: 'END', position: { x: 800, y: 0 } }
const hash = {
  id: 'h',
  kind: 'action',
  name: 'Hash',
  integration: 'Tools',
  action: 'Hash',
  inputs: { ip: of('s', 'x') },
}
const check = {
  id: 'c',
  kind: 'condition',
  name: 'Check',
  branches: [
    { name: 'bad', conditions: [{ left: of('h', 'score'), operator: '>', right: { ref: 'const', value: 5 } }] },
    { name: 'odd', conditions: [{ left: of('h', 'score'), operator: 'present' }] },
  ],
}

function of(node: string, path: string) {
  return { ref: 'node', node, side: 'output', path }
}

/** Links written as `h.out>e`. */
function graph(nodes: Loose[], links: string[] = [], more: Loose = {}): PlaybookGraph {
  return playbookGraph.parse({
    nodes,
    links: links.map((text, index) => {
      const [source = '', target] = text.split('>')
      const [id, port] = source.split('.')
      return { id: `${index}-${text}-${nodes.length}`, source: { id, port }, target: { id: target } }
    }),
    ...more,
  })
}

/** `node change path=before→after`, and links with their sign. */
function told(before: PlaybookGraph, after: PlaybookGraph): string[] {
  const { nodes, links, settings } = compareGraphs(before, after)
  const value = (each: unknown) => (each === undefined ? '' : JSON.stringify(each))
  const fields = (name: string, changes: typeof settings) =>
    changes.map((each) => `${name} ${each.path.join('/')}: ${value(each.before)} → ${value(each.after)}`)
  return [
    ...nodes.flatMap((node) => {
      if (node.change === 'same') return []
      return node.change === 'changed' ? fields(node.id, node.fields) : [`${node.id} ${node.change}`]
    }),
    ...links.flatMap(({ change, link }) =>
      change === 'same'
        ? []
        : [`${change === 'added' ? '+' : '-'} ${link.source.id}.${link.source.port}>${link.target.id}`],
    ),
    ...fields('playbook', settings),
  ]
}

describe('comparing two versions (VER-17)', () => {
  const base = () => graph([start, hash, end], ['s.out>h', 'h.out>e'])
  const table: { name: string; before?: PlaybookGraph; after: PlaybookGraph; told: string[] }[] = [
    { name: 'the same graph', after: base(), told: [] },
    {
      name: 'a node in between, links by what they connect',
      after: graph([start, hash, check, end], ['s.out>h', 'h.out>c', 'c.bad>e']),
      told: ['c added', '+ h.out>c', '+ c.bad>e', '- h.out>e'],
    },
    {
      name: 'a removed node',
      after: graph([start, end], ['s.out>e']),
      told: ['h removed', '+ s.out>e', '- s.out>h', '- h.out>e'],
    },
    {
      name: 'a node at another place',
      after: graph([start, { ...hash, position: { x: 8, y: 8 }, number: 7 }, end], ['s.out>h', 'h.out>e']),
      told: ['h moved'],
    },
    {
      name: 'an input, an option and a name; a reference is one value',
      after: graph(
        [start, { ...hash, name: 'Digest', inputs: { ip: of('s', 'y') }, failureExit: true }, end],
        ['s.out>h', 'h.out>e'],
      ),
      told: [
        'h name: "Hash" → "Digest"',
        `h inputs/ip: ${JSON.stringify(of('s', 'x'))} → ${JSON.stringify(of('s', 'y'))}`,
        'h failureExit: false → true',
      ],
    },
    {
      name: 'an input that came and one that went',
      before: graph([{ ...hash, inputs: { a: { ref: 'const', value: 1 } } }]),
      after: graph([{ ...hash, inputs: { b: { ref: 'const', value: null } } }]),
      told: ['h inputs/a: {"ref":"const","value":1} → ', 'h inputs/b:  → {"ref":"const","value":null}'],
    },
    {
      name: 'branches by name, whatever stands before them',
      before: graph([check]),
      after: graph([{ ...check, branches: [{ name: 'new', conditions: [] }, ...check.branches] }]),
      told: ['c branches/new:  → {"name":"new","join":"and","cartesian":false,"conditions":[]}'],
    },
    {
      name: 'branches in another order, since the first that holds is taken',
      before: graph([check]),
      after: graph([{ ...check, branches: [...check.branches].reverse() }]),
      told: ['c branches/order: ["bad","odd"] → ["odd","bad"]'],
    },
    {
      name: 'nodes with ids of another file by kind and name, their references and links too',
      before: graph([start, hash, check, end], ['s.out>h', 'h.out>c', 'c.bad>e']),
      after: graph(
        [
          { ...start, id: '1' },
          { ...hash, id: '2', inputs: { ip: of('1', 'x') } },
          JSON.parse(JSON.stringify(check).replaceAll('"node":"h"', '"node":"2"').replace('"id":"c"', '"id":"3"')),
          { ...end, id: '4' },
        ],
        ['1.out>2', '2.out>3', '3.bad>4'],
      ),
      told: [],
    },
    {
      name: 'two nodes of one name are not guessed at',
      before: graph([hash, { ...hash, id: 'h2' }]),
      after: graph([{ ...hash, id: '1' }]),
      told: ['1 added', 'h removed', 'h2 removed'],
    },
    {
      name: 'another kind under the same id',
      before: graph([{ id: 'n', kind: 'end', name: 'N' }]),
      after: graph([{ id: 'n', kind: 'filter', name: 'N' }]),
      told: [
        'n kind: "end" → "filter"',
        'n sourceNode:  → ""',
        'n splitBy:  → ""',
        'n join:  → "and"',
        'n cartesian:  → false',
        'n conditions:  → []',
      ],
    },
    {
      name: 'options of the playbook',
      after: graph([start, hash, end], ['s.out>h', 'h.out>e'], { mailOnError: ['anna@example.com'] }),
      told: ['playbook mailOnError: [] → ["anna@example.com"]'],
    },
  ]
  for (const row of table) {
    it(`finds ${row.name}`, () => {
      const before = row.before ?? base()
      expect(told(before, row.after).sort()).toEqual([...row.told].sort())
      const isQuiet = row.told.every((each) => each.endsWith('moved'))
      expect(compareGraphs(before, row.after).same).toBe(isQuiet)
    })
  }

  it('turns round: what was added is removed', () => {
    const more = graph([start, hash, check, end], ['s.out>h', 'h.out>c', 'c.bad>e'])
    const kinds = (before: PlaybookGraph, after: PlaybookGraph) =>
      compareGraphs(before, after)
        .nodes.map(({ id, change }) => `${id} ${change}`)
        .sort()
    expect(kinds(base(), more)).toEqual(['c added', 'e same', 'h same', 's same'])
    expect(kinds(more, base())).toEqual(['c removed', 'e same', 'h same', 's same'])
  })
})
