import { compareGraphs, type PlaybookGraph, playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { fieldTexts } from './field-texts.ts'
import { overlay } from './overlay.ts'
import { shownLines, shownPlace, type Telling } from './shown-field.ts'
import { countChanges, toldLinks, toldNodes } from './told-changes.ts'
import { inOrder, otherThan } from './version-choice.ts'

type Loose = Record<string, unknown>

const start = { id: 's', kind: 'start', name: 'START' }
const end = { id: 'e', kind: 'end', name: 'END', position: { x: 900, y: 0 } }
const hash = { id: 'h', kind: 'action', name: 'Hash', action: 'Hash Text', position: { x: 200, y: 0 } }

/** Links written as `h.out>e`. */
function graph(nodes: Loose[], links: string[]): PlaybookGraph {
  return playbookGraph.parse({
    nodes,
    links: links.map((text, index) => {
      const [source = '', target] = text.split('>')
      const [id, port] = source.split('.')
      return { id: `${index}${text}`, source: { id, port }, target: { id: target } }
    }),
  })
}

describe('two versions on one canvas (VER-17)', () => {
  it('keep a removed node, below what stands in its place now', () => {
    const before = graph([start, hash, end], ['s.out>h', 'h.out>e'])
    const after = graph([start, { ...hash, id: 'n', name: 'Other' }, end], ['s.out>n', 'n.out>e'])
    const both = overlay(compareGraphs(before, after))
    const place = (id: string) => both.graph.nodes.find((node) => node.id === id)?.position
    expect(place('n')).toEqual({ x: 200, y: 0 })
    expect(place('h')).toEqual({ x: 200, y: 88 })
    expect([both.changes.get('n'), both.changes.get('h'), both.changes.get('s')]).toEqual(['added', 'removed', 'same'])
    expect(both.graph.links).toHaveLength(4)
    expect(both.graph.links.map(({ id }) => both.changes.get(id))).toEqual(['added', 'added', 'removed', 'removed'])
  })

  it('draw a removed link of an exit that is gone from the exit in its place', () => {
    const ask = (answers: string[]) => ({ id: 'q', kind: 'user-choice', name: 'Ask', answers })
    const before = graph([start, ask(['yes', 'no']), end], ['s.out>q', 'q.yes>e', 'q.no>e'])
    const after = graph([start, ask(['yes', 'later']), end], ['s.out>q', 'q.yes>e'])
    const { graph: both } = overlay(compareGraphs(before, after))
    expect(both.links.filter(({ source }) => source.id === 'q').map(({ source }) => source.port)).toEqual([
      'yes',
      'later',
    ])
  })

  it('tell links that did not come or go with a node, and count all that is told', () => {
    const before = graph([start, hash, end], ['s.out>h', 'h.out>e'])
    const wait = { id: 'w', kind: 'wait', name: 'Wait', position: { x: 500, y: 0 } }
    const after = graph([start, { ...hash, name: 'Digest' }, wait, end], ['s.out>h', 'h.out>w', 'w.out>e'])
    const comparison = compareGraphs(before, after)
    expect(toldNodes(comparison).map(({ id, change }) => [id, change])).toEqual([
      ['h', 'changed'],
      ['w', 'added'],
    ])
    expect(toldLinks(comparison).map(({ change, link }) => [change, link.source.id, link.target.id])).toEqual([
      ['removed', 'h', 'e'],
    ])
    expect(countChanges(comparison)).toEqual({ changed: 1, added: 1, removed: 1, moved: 0 })
  })
})

describe('a difference in words (VER-17)', () => {
  const telling: Telling = {
    graph: graph([start, hash, end], []),
    fieldName: (key) => fieldTexts.en[key],
    word: (key) => key,
    inputLabel: (id) => (id === 'ip' ? 'IP address' : id),
  }
  const of = (path: string) => ({ ref: 'node', node: 'h', side: 'output', path })

  it('names the place as the form does, and people’s own words as they are', () => {
    expect(shownPlace({ path: ['inputs', 'ip'] }, telling)).toBe('Inputs › IP address')
    expect(shownPlace({ path: ['branches', 'name', 'conditions'] }, telling)).toBe('Branches › name › Conditions')
    expect(shownPlace({ path: ['branches', 'order'] }, telling)).toBe('Branches › Order')
    expect(shownPlace({ path: ['extra', 'subType'] }, telling)).toBe('Kept from the file › subType')
  })

  const table: { name: string; value: unknown; lines: string[] }[] = [
    { name: 'nothing', value: undefined, lines: [] },
    { name: 'zero is a value (PLC-19)', value: { ref: 'const', value: 0 }, lines: ['0'] },
    { name: 'false is a value (PLC-19)', value: false, lines: ['no'] },
    { name: 'a reference', value: of('score'), lines: ['Hash.output.score'] },
    { name: 'a looped reference', value: { ...of('score'), mode: 'loop' }, lines: ['Hash.output.score | loop'] },
    { name: 'a text', value: { ref: 'text', text: 'See {{node:h.output.url}}' }, lines: ['See {{Hash.output.url}}'] },
    { name: 'the id of a node', value: 'h', lines: ['Hash'] },
    { name: 'answers', value: ['yes', 'no'], lines: ['yes', 'no'] },
    {
      name: 'conditions',
      value: [
        { left: of('score'), operator: '>', right: { ref: 'const', value: 5 } },
        { left: of('score'), operator: 'present' },
        { left: of('score'), operator: '==', right: { ref: 'internal', value: 'empty' } },
      ],
      lines: ['Hash.output.score > 5', 'Hash.output.score present', 'Hash.output.score == empty'],
    },
    {
      name: 'retry',
      value: { times: 3, delaySeconds: 10, factor: 2 },
      lines: ['Times: 3', 'First pause in seconds: 10', 'Then × each time: 2'],
    },
  ]
  it.each(table)('shows $name', ({ value, lines }) => {
    expect(shownLines(value, telling)).toEqual(lines)
  })
})

describe('which versions are compared', () => {
  const version = (number: number, published = false) => ({
    number,
    published,
    description: '',
    publishedAt: '2026-01-01T00:00:00Z',
    publishedBy: { kind: 'user' as const, id: 'u', name: 'U' },
  })
  it('is the draft first, then what is published, then the version before', () => {
    const all = [version(3, true), version(2), version(1)]
    expect(otherThan(2, all, true)).toBe('draft')
    expect(otherThan('draft', all, true)).toBe(3)
    expect(otherThan(1, all, false)).toBe(3)
    expect(otherThan(3, all, false)).toBe(2)
    expect(otherThan(1, [version(1, true)], false)).toBeNull()
  })
  it('runs from the older to the newer', () => {
    expect(inOrder('draft', 4)).toEqual([4, 'draft'])
    expect(inOrder(4, 2)).toEqual([2, 4])
  })
})
