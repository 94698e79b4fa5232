import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestInstance } from '@tocsin/testkit'
import { constant, FlowTester, hash, output } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const definition = `
name: Workbench
official_name: Workbench
version: '1.0'
icon: data:image/png;base64,iVBORw0KGgo=
script:
  type: python3
docker_repo_tag: local
configuration: {}
`
const action = (name: string, type: string, code: string, rest = 'fields: []\noutput: []') => `
integration: Workbench
name: ${name}
type: ${type}
script:
  code: |
${code
  .trim()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
${rest}
`
/** Tells the counter of the test that it ran, and learns how often it did. */
const counting = `
import os, json, sys, urllib.request
count = int(urllib.request.urlopen(os.environ["counter"]).read())
`
const counterField = '{ id: counter, label: Counter, type: text, required: true }'

describe('options of a step', () => {
  let flow: FlowTester
  const counts = new Map<string, number>()
  const counter = createServer((request, response) => {
    const name = request.url ?? ''
    counts.set(name, (counts.get(name) ?? 0) + 1)
    response.end(String(counts.get(name)))
  })
  const counterAt = (name: string) => `http://127.0.0.1:${(counter.address() as AddressInfo).port}/${name}`
  const counted = (name: string) => counts.get(`/${name}`) ?? 0

  beforeAll(async () => {
    await new Promise<void>((resolve) => counter.listen(0, '127.0.0.1', resolve))
    flow = new FlowTester(await createTestInstance())
    const yaml = { 'content-type': 'application/yaml' }
    const imported = await flow.api.post('/integrations/import', definition, yaml)
    expect(imported.status, JSON.stringify(imported.body)).toBeLessThan(300)
    const { body } = await flow.api.get('/integrations')
    const { id } = body.items.find((each: { name: string }) => each.name === 'Workbench')
    for (const text of [
      action(
        'Wait For Scan',
        'Scheduled',
        `${counting}\nprint(json.dumps({"state": "done" if count >= 3 else "queued", "count": count}))`,
        `fields:
  - ${counterField}
  - { id: interval, label: Check every, type: text, required: true }
exit_condition:
  - path: state
    string: [done, failed]
scheduled:
  - every: input.interval
    expire: 1h
output:
  - { path: state, type: text }
  - { path: count, type: text }`,
      ),
      action(
        'Fail Twice',
        'Custom',
        `${counting}\nif count < 3: sys.exit("not yet")\nprint(json.dumps({"count": count}))`,
        `fields:\n  - ${counterField}\noutput:\n  - { path: count, type: text }`,
      ),
      action('Never End', 'Custom', 'import time\ntime.sleep(600)'),
      action(
        'List Hits',
        'Enrichment',
        'import json\nprint(json.dumps({"hits": [{"ip": "a", "score": 10}, {"ip": "b", "score": 90}, {"ip": "c", "score": 70}]}))',
        'fields: []\noutput:\n  - { path: "hits.[].ip", type: text }\n  - { path: "hits.[].score", type: text }',
      ),
    ]) {
      const added = await flow.api.post(`/integrations/${id}/actions/import`, text, yaml)
      expect(added.status, JSON.stringify(added.body)).toBeLessThan(300)
    }
  }, 60_000)
  afterAll(async () => {
    await flow.started.stop()
    counter.close()
  })

  const step = (id: string, name: string, more: Record<string, unknown> = {}) => ({
    ...{ id, kind: 'action', integration: 'Workbench', action: name },
    ...{ actionType: name === 'Wait For Scan' ? 'Scheduled' : 'Custom', inputs: {} },
    ...more,
  })

  it('repeats a scheduled action until its exit condition holds, through a restart (SCH-01 … SCH-04)', async () => {
    const id = await flow.publish('Scan', {
      nodes: [
        step('scan', 'Wait For Scan', { inputs: { counter: constant(counterAt('scan')), interval: constant('2s') } }),
        hash('after', output('scan', 'state')),
      ],
      links: ['start>scan', 'scan>after', 'after>end'],
    })
    const run = await flow.start(id)
    await flow.until(async () => counted('scan') >= 1)
    await flow.restart()
    await flow.reaches(run, 'completed')
    expect(await flow.output(run, 'scan')).toMatchObject({ state: 'done' })
    expect((await flow.shown(run, 'after')).text).toBe('done')
    expect(counted('scan')).toBe(3)
  }, 60_000)

  it('tries a failed action again after a pause, as often as the node says', async () => {
    const retry = { times: 3, delaySeconds: 0.2, factor: 2 }
    const id = await flow.publish('Retry', {
      nodes: [step('r', 'Fail Twice', { inputs: { counter: constant(counterAt('retry')) }, retry })],
      links: ['start>r', 'r>end'],
    })
    const run = await flow.start(id)
    await flow.reaches(run, 'completed')
    expect(counted('retry')).toBe(3)
  }, 60_000)

  it('stops an action after the time of its node, and leaves by its failure exit', async () => {
    const id = await flow.publish('Timeout', {
      nodes: [
        step('slow', 'Never End', { timeoutSeconds: 1, failureExit: true }),
        hash('well', constant('x')),
        hash('ill', constant('y')),
      ],
      links: ['start>slow', 'slow>well', 'slow:failure>ill', 'well>end', 'ill>end'],
    })
    const run = await flow.start(id)
    await flow.reaches(run, 'completed')
    expect(await flow.node(run, 'slow')).toMatchObject({ status: 'failed', error: expect.stringMatching(/1 s|second/) })
    expect((await flow.node(run, 'well')).status).toBe('skipped')
    expect((await flow.node(run, 'ill')).status).toBe('succeeded')
  }, 60_000)

  it('filters what an action found, item by item (NOD-31, NOD-34)', async () => {
    const id = await flow.publish('Filter', {
      nodes: [
        step('list', 'List Hits', { actionType: 'Enrichment' }),
        {
          id: 'strong',
          kind: 'filter',
          sourceNode: 'list',
          splitBy: 'hits.[]',
          conditions: [{ left: output('list', 'hits.[].score'), operator: '>', right: constant(50) }],
        },
        hash('each', output('strong', 'hits.[].ip')),
      ],
      links: ['start>list', 'list>strong', 'strong>each', 'each>end'],
    })
    const run = await flow.start(id)
    await flow.reaches(run, 'completed')
    const inputs = (await flow.iterations(run, 'each')).map(({ input }) => (input as { text: string }).text)
    expect(inputs).toEqual(['b', 'c'])
  }, 60_000)
})
