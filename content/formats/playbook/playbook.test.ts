import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ExchangePlaybook } from './exchange-playbook.ts'
import { fromGraph } from './from-graph.ts'
import { recipientsOf } from './mail-on-error.ts'
import { readPlaybookJson, readPlaybookYaml } from './read-playbook.ts'
import { toGraph } from './to-graph.ts'
import { writePlaybookJson, writePlaybookYaml } from './write-playbook.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))
const only = (file: string | Uint8Array) => readPlaybookJson(file)[0]!
const installed = {
  actions: [
    { integration: 'Azure', name: 'Get User', type: 'Enrichment' },
    { integration: 'Okta', name: 'Get User', type: 'Enrichment' },
    { integration: 'Okta', name: 'Block Account', type: 'Containment' },
    { integration: 'Acme Reputation', name: 'IP Reputation', type: 'Enrichment' },
  ],
}
const report = only(fixture('phishing-report.older-export.json'))
const scan = readPlaybookYaml(fixture('network-scan.playbook.yaml'))
const originals = new URL('../../../../shared/data/cloud-soar/playbook-insight-status-handling.json', import.meta.url)

describe('reading playbooks', () => {
  it('reads the older export (VER-13): trimmed titles, type by its label, unknown keys kept', () => {
    expect(report.playbook).toMatchObject({
      name: 'Phishing report',
      type: 'Phishing',
      killOnError: true,
      nested: true,
      mailOnError: { to: 'soc@example.test' },
      isEnabled: true,
      extra: { future_key: { a: 1 } },
    })
    expect(report.playbook.nodes.map(({ kind }) => kind)).toEqual(
      'start action condition task user-choice action filter playbook unknown user-choice end'.split(' '),
    )
    expect(report.playbook.nodes[1]).toMatchObject({ actionTitle: 'Get User', position: { x: 200, y: -18.5 } })
    expect(report.playbook.nodes[2]).toMatchObject({ actionTitle: 'Is it important' })
    expect(report.playbook.nodes[5]?.extra).toEqual({ vendor_key: { kept: [1, 2] } })
    expect(report.playbook.nodes[8]?.extra).toEqual({ prophecy: 'x', type: 'devs.Oracle' })
    expect(report.playbook.links[3]?.vertices).toEqual([{ x: 120, y: 40 }])
  })

  it('leaves out links that lead nowhere and steps nobody knows are kept, each with a warning', () => {
    expect(report.playbook.links).toHaveLength(13)
    expect(report.warnings).toEqual([
      expect.stringMatching(/^Line 428, nodes\.8\.stepType: "oracle" is not known/),
      expect.stringMatching(/^Line 883, links\.13\.target: The link does not join two nodes/),
    ])
  })

  it('reads the form of Terraform, nodes and links as JSON in text (VER-11)', () => {
    const body = {
      ...JSON.parse(writePlaybookJson(report.playbook)),
      updated_name: 'Phishing 2',
      tags: 'mail, user,mail',
    }
    const text = JSON.stringify({ ...body, nodes: JSON.stringify(body.nodes), links: JSON.stringify(body.links) })
    const { playbook } = only(text)
    expect(playbook).toMatchObject({ updatedName: 'Phishing 2', tags: ['mail', 'user'], type: 'Phishing' })
    expect({ ...playbook, updatedName: null, tags: [] }).toEqual(report.playbook)
  })

  it('reads the file of an archive with the reference to its type', () => {
    expect(scan.typeReference).toBe('{{77aa00bb.Type-99cc11dd.Network-Scan.imslistvalue.yaml|id}}')
    expect(scan.playbook).toMatchObject({ name: 'Network Scan', tags: ['network', 'scan'], type: null })
  })

  it.each([
    ['no nodes', '{"name":"x","links":[]}', /"nodes" is missing/],
    ['no name', '{"nodes":[],"links":[]}', /"name" is missing/],
    ['a node without id', '{"name":"x","nodes":[{"stepType":"start"}],"links":[]}', /nodes\.0\.id/],
    [
      'a link to a node that is not there',
      '{"name":"x","nodes":[{"id":"1"}],\n"links":[{"source":{"id":"1"},"target":{"id":"7"}}]}',
      /line 2, links\.0\.target\.id: .*not there: 7/,
    ],
    [
      'a loop',
      '{"name":"x","nodes":[{"id":"1","stepType":"end"}],"links":[{"source":{"id":"1"},"target":{"id":"1"}}]}',
      /loop: "END" → "END"/,
    ],
    ['nodes that are no list', '{"name":"x","nodes":7,"links":[]}', /nodes: should be a list, but is a number/],
    ['NUL', '{"name":"x\\u0000","nodes":[],"links":[]}', /line 1, name: It holds the character NUL/],
    ['a file that is cut off', '{"name":"x","nodes":[', /line 1: It ends too early/],
    ['two nodes of one id', '{"name":"x","nodes":[{"id":"1"},{"id":"1"}],"links":[]}', /same id/],
    ['broken JSON inside', '{"name":"x","nodes":"[{","links":[]}', /not valid JSON/],
    ['broken JSON', '{\n"name": oops}', /line 2/],
    ['no playbook', '[]', /no playbook/],
    ['a number', '[1]', /not a map/],
    ['nesting without end', `${'['.repeat(5000)}${']'.repeat(5000)}`, /nested/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readPlaybookJson(text)).toThrow(
      expect.objectContaining({ name: 'FormatError', message: expect.stringMatching(message) }),
    )
  })
})

describe('the text of a file', () => {
  const text = JSON.stringify({ name: 'Größe', nodes: [], links: [] }, null, 2)
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(text, 'utf16le')],
    ['CRLF', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('may be %s', (_, bytes) => {
    expect(only(new Uint8Array(bytes)).playbook.name).toBe('Größe')
  })
})

describe('round trips without loss of functional keys (formats.md 13.7)', () => {
  it.each([
    ['older export', report.playbook],
    ['archive file', { ...scan.playbook, type: 'Network Scan' }],
  ])('%s through both written forms', (_, playbook) => {
    expect(only(writePlaybookJson(playbook)).playbook).toEqual(playbook)
    const numbered = playbook.nodes.map((node, index) => ({ ...node, node_number: node.node_number ?? index + 1 }))
    const yaml = readPlaybookYaml(writePlaybookYaml(playbook, 'f')).playbook
    expect({ ...yaml, type: playbook.type }).toEqual({ ...playbook, nodes: numbered })
  })

  it('older export through the graph and back, twice', () => {
    expectTwoJourneys(report.playbook)
  })

  it('draws what it writes as JSON, for the canvas of other tools (formats.md 13.3)', () => {
    const [start, action, condition] = JSON.parse(writePlaybookJson(report.playbook)).nodes
    expect(start).toMatchObject({ type: 'devs.Start', size: { width: 50, height: 50 }, elementType: 'START' })
    expect(action.attrs['.rotatable']).toEqual({ 'data-type': 'Enrichment' })
    expect(condition).toMatchObject({ type: 'devs.Condition', outPorts: ['High score', 'IF 2', 'failure'] })
    expect(condition.ports.items.map(({ id }: { id: string }) => id)).toEqual(['in', 'High score', 'IF 2', 'failure'])
    expect(writePlaybookYaml(report.playbook, null)).not.toMatch(/attrs|marker-target|jumpover/)
  })

  it.skipIf(!existsSync(originals))('a file of the original product, where it is at hand (../shared/data)', () => {
    const { playbook, warnings } = only(readFileSync(originals))
    expect(warnings).toEqual([])
    expect(playbook).toMatchObject({ name: 'CSE - Insight Status Handling (Live)', type: 'CSE' })
    expect(playbook.nodes).toHaveLength(5)
    expect(playbook.links).toHaveLength(4)
    expect(only(writePlaybookJson(playbook)).playbook).toEqual(playbook)
    expectTwoJourneys(playbook)
  })
})

describe('the graph of a playbook', () => {
  const { graph, unbound, warnings, about } = toGraph(report.playbook, installed)
  const node = (id: number) => graph.nodes.find((each) => each.id.endsWith(String(id).padStart(12, '0')))

  it('binds actions, asks where several fit, and lists what has no resource (VER-15)', () => {
    expect(unbound.map(({ node: name, reason }) => [name, reason])).toEqual([
      ['Get User', 'Several integrations have this action: Azure, Okta. Choose one.'],
      ['Block Account', 'It has no resource; choose one.'],
    ])
    expect(unbound[0]?.candidates.map(({ integration }) => integration)).toEqual(['Azure', 'Okta'])
    expect(node(2)).toMatchObject({ integration: '', action: 'Get User', actionType: 'Enrichment' })
    expect(node(6)).toMatchObject({
      integration: 'Okta',
      manualExecution: true,
      authorizer: { ref: 'const', value: 'Tier 2' },
    })
  })

  it('reads conditions: constants, placeholders, AND, OR and mixed; what it cannot read stays unset', () => {
    const condition = node(3)
    if (condition?.kind !== 'condition') throw new Error('no condition')
    const [high, second] = condition.branches
    expect(high).toMatchObject({ name: 'High score', join: 'or', cartesian: false })
    expect(high?.conditions[0]).toEqual({
      left: { ref: 'const', value: '' },
      operator: '>=',
      right: { ref: 'const', value: '80' },
    })
    expect(second).toMatchObject({ join: 'mixed', cartesian: true })
    expect(second?.conditions[0]).toMatchObject({ left: { ref: 'param', path: 'user' }, right: { value: 'VIP' } })
    expect(second?.conditions[2]?.left).toEqual({ ref: 'const', value: '' })
    expect(warnings).toContainEqual(expect.stringMatching(/compares by "matches"/))
  })

  it('reads tasks: labels are taken, ids of list values are kept with a warning (NOD-40, formats.md 13.5)', () => {
    expect(node(4)).toMatchObject({
      kind: 'task',
      name: 'Call the user',
      title: 'Call the user',
      dueDays: 2,
      mandatory: true,
      priority: '',
      percentage: null,
      extra: { customFields: { priority: 13 } },
    })
    expect(warnings).toContainEqual(expect.stringMatching(/"priority" of the task "Call the user" is the id .*13/))
    const task = graph.nodes.find(({ kind }) => kind === 'task')
    if (task?.kind !== 'task') throw new Error('no task')
    const chosen = { ...graph, nodes: [{ ...task, priority: 'High', percentage: 40, hours: 3 }], links: [] }
    const written = fromGraph(chosen, about)
    expect(written.nodes[0]).toMatchObject({ customFields: { hours: 3, priority: 'High', percentage: '40%' } })
    const extra = { a_id: '65b000000000000000000004' }
    expect(toGraph(written, installed).graph.nodes).toEqual([{ ...chosen.nodes[0], number: 1, extra }])
  })

  it('reads filters and nested playbooks, and keeps steps of unknown kinds with all their keys', () => {
    expect(node(7)).toMatchObject({ kind: 'filter', join: 'and', conditions: [{ operator: '>' }] })
    expect(node(8)).toMatchObject({ kind: 'playbook', playbook: expect.any(String), failureExit: false })
    expect(node(9)).toMatchObject({ kind: 'unsupported', stepType: 'oracle', ports: ['out'] })
    expect(warnings.filter((warning) => /cannot run here/.test(warning))).toHaveLength(1)
  })

  it('takes recipients of mails from the original object and gives it back as long as nobody changes them (EXE-09)', () => {
    expect(graph.mailOnError).toEqual(['soc@example.test'])
    expect(fromGraph(graph, about).mailOnError).toEqual({ to: 'soc@example.test' })
    expect(fromGraph({ ...graph, mailOnError: ['a@b.test'] }, about).mailOnError).toEqual({ to: ['a@b.test'] })
    expect(recipientsOf({ active: true, users: ['anna', 'Tier 1'], note: 'hi', more: { x: 'c@d.test' } })).toEqual([
      'anna',
      'Tier 1',
      'c@d.test',
    ])
  })

  it('reads user choices with and without expiry', () => {
    expect(node(5)).toMatchObject({
      name: 'Block it',
      answers: ['yes', 'no'],
      expires: { seconds: 86_400, default: 'no' },
      answerByMail: true,
    })
    expect(node(10)).toMatchObject({ expires: null })
    expect(graph.killOnError).toBe(true)
    expect(about).toMatchObject({
      name: 'Phishing report',
      type: 'Phishing',
      extra: { nested: true, future_key: { a: 1 } },
    })
  })

  it('takes our own bindings back: integration, inputs as references and constants (formats.md 13.6)', () => {
    const own = toGraph(scan.playbook, installed)
    expect(own.graph.nodes[1]).toMatchObject({
      integration: 'Acme Reputation',
      inputs: {
        ip: { ref: 'param', path: 'entity.value', mode: 'loop' },
        note: { ref: 'const', value: 'by hand' },
        limit: { ref: 'const', value: 5 },
      },
    })
    expect(own.warnings).toEqual(['Network Scan: the input "odd" of "Check source" cannot be understood.'])
    expect(own.graph.nodes[0]).toMatchObject({
      paramsSource: 'entity',
      params: [{ path: 'entity.value', example: '203.0.113.9', extra: { note: 'kept' } }],
    })
  })

  it('writes the label of a resource only when asked, references always (VER-15)', () => {
    const own = toGraph(scan.playbook, installed)
    const action = own.graph.nodes[1]
    if (action?.kind !== 'action') throw new Error('no action')
    const label = { ...own.graph, nodes: [{ ...action, resource: { ref: 'const' as const, value: 'Acme EU' } }] }
    expect(fromGraph(label, own.about).nodes[0]).toMatchObject({ actAsset: '' })
    const labelled = fromGraph(label, own.about, { resourceLabels: true })
    expect(labelled.nodes[0]).toMatchObject({ actAsset: 'Acme EU' })
    const again = toGraph(labelled, { ...installed, resources: [{ integration: 'Acme Reputation', label: 'Acme US' }] })
    expect(again.unbound[0]?.reason).toBe('The integration Acme Reputation has no resource called Acme EU.')
    const dynamic = { ...own.graph, nodes: [{ ...action, resource: { ref: 'incident' as const, path: 'opt_1' } }] }
    const back = toGraph(fromGraph(dynamic, own.about), installed)
    expect(back).toMatchObject({ unbound: [], graph: { nodes: [{ resource: { ref: 'incident', path: 'opt_1' } }] } })
  })
})

/** Graph and files hold the same: a second journey changes nothing, the first only adds what the import found out. */
function expectTwoJourneys(playbook: ExchangePlaybook) {
  const first = toGraph(playbook, installed)
  const once = fromGraph(first.graph, first.about)
  const second = toGraph(only(writePlaybookJson(once)).playbook, installed)
  expect(second.graph.nodes).toEqual(
    first.graph.nodes.map((node, index) => ({ ...node, number: node.number ?? index + 1 })),
  )
  expect(second.graph.links).toEqual(first.graph.links)
  expect(second.about).toEqual(first.about)
  expect(fromGraph(second.graph, second.about)).toEqual(once)
  expect(asForeign(once)).toEqual(asForeign(playbook))
}

/** As a foreign tool sees it: without our own keys and without the names that a drawing shows anyway. */
function asForeign(playbook: ExchangePlaybook): unknown {
  const ours = new Set(['x_bindings', 'node_number', 'actionTitle'])
  return JSON.parse(
    JSON.stringify(playbook, (key, value) => {
      if (ours.has(key)) return undefined
      // A placeholder becomes a reference; both read the same value.
      return value === '{{params.user}}' ? '' : value
    }),
  )
}
