import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readContentFile } from './archive/read-content-file.ts'
import { FormatError } from './format-error.ts'
import { toGraph } from './playbook/to-graph.ts'

const start = { id: 'a', stepType: 'start', position: { x: 0, y: 0 } }
const end = { id: 'z', stepType: 'end' }
const link = { id: 'l', source: { id: 'a', port: 'out' }, target: { id: 'z', port: 'in' } }
const plain = { name: 'Plain', nodes: [start, end], links: [link] }
const older = (fields: object) => [{ model: 'automation.playbookpublished', pk: null, fields }]
const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1))
const yaml = `name: Plain
nodes:
  - { id: a, stepType: start }
  - { id: z, stepType: end }
links:
  - { id: l, source: { id: a, port: out }, target: { id: z } }
`

async function read(bytes: Uint8Array, name = 'playbook') {
  const content = await readContentFile(bytes, name)
  return {
    warnings: content.warnings,
    graphs: content.playbooks.map(({ playbook }) => ({ playbook, ...toGraph(playbook, { actions: [] }) })),
  }
}

describe('what files may look like and still mean the same', () => {
  it.each([
    ['one object', json(plain)],
    ['the older envelope', json(older(plain))],
    ['the older envelope without its list', json(older(plain)[0])],
    ['a list of plain objects', json([plain])],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${JSON.stringify(plain)}`)],
    ['lines that end in CRLF', Buffer.from(json(plain).toString().replaceAll('\n', '\r\n'))],
    ['space around it', Buffer.from(`\n\n  ${JSON.stringify(plain)}\n\n`)],
    [
      'nodes and links as JSON in text',
      json({ ...plain, nodes: JSON.stringify(plain.nodes), links: JSON.stringify([link]) }),
    ],
    ['null where nothing is said', json({ ...plain, tags: null, description: null, type: null, mail_on_error: null })],
    ['flags as text and numbers', json({ ...plain, is_enabled: 'True', nested: 0, kill_on_error: '' })],
    ['a title with space around it', json({ ...plain, name: ' Plain ' })],
    ['a link that was never drawn to its end', json({ ...plain, links: [link, { id: 'x', source: { id: 'a' } }] })],
    ['a link twice', json({ ...plain, links: [link, link] })],
    ['ports left out', json({ ...plain, links: [{ id: 'l', source: { id: 'a' }, target: { id: 'z' } }] })],
    ['YAML', Buffer.from(yaml)],
    ['YAML with a byte order mark and CRLF', Buffer.from(`\uFEFF${yaml.replaceAll('\n', '\r\n')}`)],
    ['YAML with a start of document', Buffer.from(`---\n${yaml}`)],
    ['YAML in the wrapping that actions have', Buffer.from(`playbook:\n${yaml.replaceAll(/^/gm, '  ')}`)],
  ])('%s', async (_, bytes) => {
    const { graphs } = await read(bytes)
    expect(graphs).toHaveLength(1)
    expect(graphs[0]?.playbook).toMatchObject({
      name: 'Plain',
      isEnabled: true,
      killOnError: false,
      tags: [],
      nested: false,
    })
    expect(graphs[0]?.graph.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['a', 'start'],
      ['z', 'end'],
    ])
    expect(graphs[0]?.graph.links.map(({ source, target }) => [source, target])).toEqual([
      [
        { id: 'a', port: 'out' },
        { id: 'z', port: 'in' },
      ],
    ])
  })

  it('ids that are numbers', async () => {
    const nodes = [
      { ...start, id: 1 },
      { ...end, id: 2 },
    ]
    const { graphs } = await read(json({ ...plain, nodes, links: [{ id: 3, source: { id: '1' }, target: { id: 2 } }] }))
    expect(graphs[0]?.graph.links).toMatchObject([{ id: '3', source: { id: '1' }, target: { id: '2' } }])
  })

  it('a step of a kind that nobody knows: kept with its keys, and told', async () => {
    const nodes = [start, { id: 'o', stepType: 'oracle', prophecy: 7, outPorts: ['out'] }, end]
    const { graphs, warnings } = await read(json({ ...plain, nodes }))
    expect(graphs[0]?.graph.nodes[1]).toMatchObject({ kind: 'unsupported', stepType: 'oracle', extra: { prophecy: 7 } })
    expect(warnings).toEqual([expect.stringMatching(/^playbook: Line \d+, nodes\.1\.stepType: "oracle" is not known/)])
  })

  it('several playbooks in one file', async () => {
    const { graphs } = await read(json([...older(plain), ...older({ ...plain, name: 'Other' })]))
    expect(graphs.map(({ playbook }) => playbook.name)).toEqual(['Plain', 'Other'])
  })
})

describe('what is refused, with the place', () => {
  it.each([
    ['two nodes of one id', json({ ...plain, nodes: [start, { ...end, id: 'a' }] }), 'nodes.1.id', /same id a/],
    [
      'a link to nowhere',
      json({ ...plain, links: [{ ...link, target: { id: 'q' } }] }),
      'links.0.target.id',
      /not there: q/,
    ],
    [
      'a circle',
      json({ ...plain, links: [link, { id: 'b', source: { id: 'z' }, target: { id: 'a' } }] }),
      'links',
      /loop/,
    ],
    ['a node without an id', json({ ...plain, nodes: [start, { stepType: 'end' }] }), 'nodes.1.id', /missing/],
    ['no name', json({ ...plain, name: '' }), 'name', /empty/],
    ['nodes that are a text', json({ ...plain, nodes: 'none' }), 'nodes', /./],
    ['YAML whose indentation breaks', Buffer.from(yaml.replace('  - { id: z', '   - { id: z')), undefined, /./],
    ['YAML with a tag', Buffer.from(yaml.replace('name: Plain', 'name: !!js/function x')), undefined, /tag/i],
    ['JSON that is cut off', json(plain).subarray(0, 60), undefined, /cut off/],
  ])('%s', async (_, bytes, path, message) => {
    const error = await read(bytes).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FormatError)
    if (!(error instanceof FormatError)) return
    expect(error.message).toMatch(message)
    expect(error.details[0]?.line, JSON.stringify(error.details)).toBeGreaterThan(0)
    if (path !== undefined) expect(error.details.map((detail) => detail.path)).toContain(path)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a page', Buffer.from('<!doctype html><title>Sign in</title>')],
    ['a number', Buffer.from('7')],
    ['eleven megabytes', Buffer.alloc(11 * 1024 * 1024, 0x20)],
  ])('%s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toBeInstanceOf(FormatError)
  })

  const foreign = '../shared/data/cacao'
  it.skipIf(!existsSync(foreign))('playbooks of another standard: said to be none of ours', async () => {
    for (const file of readdirSync(foreign)) {
      const error = await read(readFileSync(`${foreign}/${file}`), file).catch((thrown: unknown) => thrown)
      expect(error, file).toBeInstanceOf(FormatError)
      expect(error instanceof FormatError && error.message, file).toMatch(/CACAO|"nodes" is missing/)
    }
  })
})
