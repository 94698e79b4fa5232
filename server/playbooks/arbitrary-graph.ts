import { type Condition, type Expression, outPorts, type PlaybookGraph, type PlaybookNode } from '@tocsin/engine'
import fc from 'fast-check'

/** Graphs with every node kind and every option, as an export gives them: names filled, nodes numbered in order. */

const word = fc.constantFrom(
  'ip',
  'score',
  'a b',
  'Größe',
  'x.y',
  '-',
  'yes',
  '007',
  'true',
  'EDITED::x',
  '{{input.x}}',
)
const text = fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 12 }))
const path = fc.constantFrom('ip', 'reports.[].id', 'a."b c"', 'opt_3')
const mode = fc.constantFrom({}, { mode: 'loop' as const }, { mode: 'combine' as const })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), value)

const expression: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(fc.constantFrom('output' as const, 'input' as const), path, mode).map(([side, at, how]) => ({
    ...{ ref: 'node' as const, node: 'n0', side, path: at },
    ...how,
  })),
  fc
    .tuple(fc.constantFrom('param' as const, 'incident' as const, 'artifact' as const, 'triage' as const), path, mode)
    .map(([ref, at, how]) => ({ ref, path: at, ...how })),
  path.map((at) => ({ ref: 'responder' as const, node: 'n0', path: at })),
  fc
    .oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }))
    .map((value) => ({ ref: 'const' as const, value })),
  fc.constantFrom(true, false, 'empty' as const).map((value) => ({ ref: 'internal' as const, value })),
  fc
    .tuple(text, fc.boolean())
    .map(([body, html]) => ({ ref: 'text' as const, text: `${body} {{incident.opt_1}}`, html })),
  text.map((body) => ({ ref: 'text' as const, text: body })),
)

const operator = fc.constantFrom(
  ...(['==', '!=', '<', '<=', '>', '>=', 'contains', '!contains', 'present', '!present'] as const),
)
const condition: fc.Arbitrary<Condition> = fc
  .tuple(expression, operator, fc.option(expression, { nil: undefined }))
  .map(([left, by, right]) => ({ left, operator: by, ...(right === undefined ? {} : { right }) }))
const group = fc.record({
  join: fc.constantFrom('and' as const, 'or' as const),
  cartesian: fc.boolean(),
  conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
})
const positive = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constant(0.5))
const failure = fc.record({
  timeoutSeconds: maybe(positive),
  retry: maybe(
    fc.record({
      times: fc.integer({ min: 1, max: 20 }),
      delaySeconds: fc.integer({ min: 0, max: 86_400 }),
      factor: fc.constantFrom(1, 1.5, 10),
    }),
  ),
  failureExit: fc.boolean(),
})
const inputs = fc.dictionary(fc.constantFrom('ip', 'note', 'entity.value', '1', 'constructor'), expression, {
  maxKeys: 3,
})
const extra = fc.constantFrom({}, { extra: { a_id: '65b000000000000000000001', vendor: { kept: [1, null] } } })
const person = maybe(expression)
/** Titles are trimmed by files of the original. */
const name = fc.constantFrom('Check source', 'Größe?', 'a  b', "it's: [x]", '0')
const ports = fc.uniqueArray(fc.constantFrom('High', 'IF 2', 'yes', 'no', '1'), { minLength: 1, maxLength: 3 })

const kinds: fc.Arbitrary<Omit<PlaybookNode, 'id' | 'position' | 'number'>>[] = [
  fc.record({
    kind: fc.constant('start' as const),
    name: fc.constantFrom('START', 'Begin'),
    paramsSource: fc.constantFrom(
      '' as const,
      'insight' as const,
      'entity' as const,
      'alert' as const,
      'json' as const,
    ),
    params: fc.array(
      fc.tuple(path, fc.constantFrom({}, { example: '5' })).map(([at, more]) => ({ path: at, ...more })),
      { maxLength: 2 },
    ),
  }),
  fc.record({ kind: fc.constant('end' as const), name: fc.constantFrom('END', 'Done') }),
  fc
    .record({
      kind: fc.constant('action' as const),
      name,
      integration: fc.constantFrom('Acme', 'Other'),
      action: fc.constantFrom('IP Reputation', 'Get User (2)'),
      actionType: fc.constantFrom('Enrichment', 'Scheduled'),
      description: text,
      resource: person,
      inputs,
      manualExecution: fc.boolean(),
      authorizer: person,
      cartesian: fc.boolean(),
    })
    .chain((node) => failure.map((options) => ({ ...node, ...options }))),
  fc.record({
    kind: fc.constant('condition' as const),
    name,
    branches: fc
      .tuple(ports, fc.array(group, { minLength: 3, maxLength: 3 }))
      .map(([names, groups]) => names.map((each, index) => ({ name: each, ...groups[index]! }))),
  }),
  fc.tuple(name, group, fc.constantFrom('', 'reports.[]')).map(([called, tests, splitBy]) => ({
    ...{ kind: 'filter' as const, name: called, sourceNode: 'n0', splitBy },
    ...tests,
  })),
  fc.record({
    kind: fc.constant('task' as const),
    name,
    title: fc.constantFrom('Call the user', 'x {{input.user}}'),
    description: text,
    authorizer: person,
    owner: person,
    dueDays: maybe(fc.integer({ min: 0, max: 60 })),
    mandatory: fc.boolean(),
    hours: maybe(fc.constantFrom(0, 1.5, 40)),
    percentage: maybe(fc.constantFrom(0, 33.3, 100)),
    priority: fc.constantFrom('', 'High', 'P1'),
  }),
  fc.record({
    kind: fc.constant('user-choice' as const),
    name,
    title: fc.constantFrom('', 'Block it'),
    question: text,
    answers: ports,
    authorizer: person,
    expires: maybe(fc.record({ seconds: fc.integer({ min: 1, max: 9_999 }), default: fc.constantFrom('yes', '') })),
    answerByMail: fc.boolean(),
    answerBySlack: fc.boolean(),
    hideAdditionalInfo: fc.boolean(),
  }),
  fc
    .record({ kind: fc.constant('playbook' as const), name, playbook: fc.constantFrom('Block source', ''), inputs })
    .chain((node) => failure.map((options) => ({ ...node, ...options }))),
  fc
    .record({
      kind: fc.constant('repeat' as const),
      name,
      playbook: fc.constantFrom('Block source', ''),
      inputs,
      mode: fc.constantFrom('items' as const, 'until' as const),
      items: person,
      itemInput: fc.constantFrom('', 'ip'),
      concurrency: fc.integer({ min: 1, max: 50 }),
      pauseSeconds: fc.constantFrom(0, 0.5, 86_400),
      maxRounds: fc.integer({ min: 1, max: 1_000 }),
    })
    .chain((node) => fc.tuple(failure, group).map(([options, tests]) => ({ ...node, ...options, ...tests }))),
  fc
    .record({
      kind: fc.constant('wait' as const),
      name,
      mode: fc.constantFrom('duration' as const, 'time' as const, 'condition' as const),
      duration: person,
      time: person,
      timeoutSeconds: maybe(positive),
    })
    .chain((node) => group.map((tests) => ({ ...node, ...tests }))),
]

/** One node of any kind that can run, without a place in a graph. */
export const arbitraryNode = fc.oneof(...kinds)

export const arbitraryGraph: fc.Arbitrary<PlaybookGraph> = fc
  .tuple(
    fc.array(fc.tuple(arbitraryNode, extra), { minLength: 1, maxLength: 6 }),
    fc.boolean(),
    fc.uniqueArray(fc.constantFrom('a@b.test', 'Tier 1', 'anna'), { maxLength: 2 }),
    fc.array(fc.record({ x: fc.integer(), y: fc.constantFrom(0, -18.5) }), { minLength: 1, maxLength: 2 }),
  )
  .map(([parts, killOnError, mailOnError, vertices]) => {
    const nodes = parts.map(([node, more], index) => ({
      ...{ id: `n${index}`, number: index + 1, position: { x: index * 200, y: -10 } },
      ...node,
      ...more,
    })) as PlaybookNode[]
    const links = nodes.slice(1).map((node, index) => ({
      id: `l${index}`,
      source: { id: `n${index}`, port: portOf(nodes[index]!) },
      target: { id: node.id, port: 'in' },
      ...(index % 2 === 0 ? { vertices } : {}),
    }))
    const linked = links.filter(({ source }) => source.port !== '')
    return { nodes, links: linked, killOnError, mailOnError }
  })

/** The last exit of a node: those beside `out` are the interesting ones. */
function portOf(node: PlaybookNode): string {
  return outPorts(node).at(-1) ?? ''
}
