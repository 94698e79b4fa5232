import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Started = Awaited<ReturnType<typeof createTestInstance>>

const at = (n: number) => `00000000-0000-4000-8000-00000000c00${n}`
const [START, HASH, IF, ASK, TASK, WAIT, END] = [1, 2, 3, 4, 5, 6, 7].map(at)
const ip = { ref: 'param', path: 'an ip_v.4' }
const score = { ref: 'node', node: HASH, side: 'output', path: 'score' }

const graph = {
  nodes: [
    { id: START, kind: 'start', name: 'START' },
    {
      id: HASH,
      kind: 'action',
      name: 'Hash',
      integration: 'Tocsin Tools',
      action: 'Hash Text',
      actionType: 'Enrichment',
      inputs: { text: ip },
    },
    {
      id: IF,
      kind: 'condition',
      name: 'Bad?',
      branches: [
        { name: 'high', conditions: [{ left: score, operator: '>', right: { ref: 'const', value: '80' } }] },
        { name: 'some', conditions: [{ left: score, operator: 'present' }] },
      ],
    },
    {
      id: ASK,
      kind: 'user-choice',
      name: 'Ask',
      title: 'Block {{input.an ip_v.4}}?',
      question: `Score {{node:${HASH}.output.score}}`,
      answers: ['yes', 'no'],
      authorizer: { ref: 'incident', path: 'owner' },
      expires: { seconds: 60, default: 'no' },
    },
    { id: TASK, kind: 'task', name: 'Do', title: 'Isolate {{input.an ip_v.4 | loop}}', dueDays: 2 },
    { id: WAIT, kind: 'wait', name: 'Wait' },
    { id: END, kind: 'end', name: 'END' },
  ],
  links: [],
}

describe('the test of one node', () => {
  let started: Started
  let playbook: string

  beforeAll(async () => {
    started = await createTestInstance()
    playbook = (await started.api.post('/playbooks', { name: 'Tested', graph })).body.id
  })
  afterAll(() => started.stop())

  const test = (node: string | undefined, ...values: { reference: object; value: unknown }[]) =>
    started.api.post(`/playbooks/${playbook}/nodes/${node}/test`, { values })

  it('performs an action of the draft with given values, once per item of a list, and keeps nothing (TST-03, TST-07)', async () => {
    const { status, body } = await test(HASH, { reference: ip, value: ['192.0.2.1', '192.0.2.2'] })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ kind: 'action', status: 'succeeded', total: 2, resource: null })
    expect(body.iterations.map((each: { inputs: object }) => each.inputs)).toEqual([
      { text: '192.0.2.1' },
      { text: '192.0.2.2' },
    ])
    expect(body.iterations[0].output).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await started.api.get('/runs')).body.items).toEqual([])
  })

  it('runs at most ten items and says how many there are', async () => {
    const { body } = await test(HASH, { reference: ip, value: Array.from({ length: 12 }, (_, n) => `host ${n}`) })
    expect([body.iterations.length, body.total]).toEqual([10, 12])
  })

  it('performs nothing without a required value, and names the input (TST-04)', async () => {
    const { status, body } = await test(HASH)
    expect([status, body.code]).toEqual([400, 'invalid_input'])
    expect(body.details).toEqual([expect.objectContaining({ path: 'inputs.text' })])
  })

  it.each<[string, unknown, string, (boolean | null)[]]>([
    ['90', 90, 'high', [true, true]],
    ['10', '10', 'some', [false, true]],
    ['no value', null, 'failure', [false, false]],
  ])('leaves a condition with %s by the branch that holds first (CND-04)', async (_name, value, port, held) => {
    const { body } = await test(IF, { reference: score, value })
    expect(body.port).toBe(port)
    expect(body.branches.map(({ holds }: { holds: boolean | null }) => holds)).toEqual(held)
  })

  it('shows a question and its answers as they would be asked (TST-06)', async () => {
    const { body } = await test(
      ASK,
      { reference: { ...ip, mode: 'loop' }, value: '192.0.2.7' },
      { reference: score, value: '<b>9</b>' },
      { reference: { ref: 'incident', path: 'owner' }, value: 'anna@example.org' },
    )
    expect(body).toEqual({
      kind: 'user-choice',
      title: 'Block 192.0.2.7?',
      question: 'Score &lt;b&gt;9&lt;/b&gt;',
      answers: ['yes', 'no'],
      authorizer: 'anna@example.org',
      expires: { seconds: 60, default: 'no' },
    })
  })

  it('shows a task as it would be given', async () => {
    const { body } = await test(TASK, { reference: ip, value: ['a', 'b'] })
    expect(body).toMatchObject({ kind: 'task', title: 'Isolate a,Isolate b', dueDays: 2, mandatory: true, owner: null })
  })

  it('refuses other nodes, nodes that are not there, and people who may not configure (TST-01)', async () => {
    expect((await test(WAIT)).body.code).toBe('wrong_state')
    expect((await test(at(9))).status).toBe(404)
    expect((await started.api.post('/playbooks/none/nodes/x/test', {})).status).toBe(404)
  })

  it('leaves the name of who tested an action on record', async () => {
    const { body } = await started.api.get('/audit-events?limit=50')
    const found = body.items?.filter(({ type }: { type: string }) => type === 'PlaybookNodeTested') ?? []
    expect(found.length, JSON.stringify(body).slice(0, 300)).toBe(2)
  })
})
