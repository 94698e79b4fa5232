import { createTestInstance } from '@tocsin/testkit'
import { broken, constant, FlowTester, hash, text } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const large = 'x'.repeat(300_000)
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const builds = (id: string, value: string) => ({
  ...hash(id, constant('')),
  action: 'Build JSON Object',
  inputs: { key_1: constant('held'), value_1: constant(value) },
})

describe('what a run gave', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
    const yaml = { 'content-type': 'application/yaml' }
    await flow.api.post(
      '/integrations/import',
      `
name: Camera
official_name: Camera
version: '1.0'
icon: data:image/png;base64,iVBORw0KGgo=
script:
  type: python3
docker_repo_tag: local
configuration: {}
`,
      yaml,
    )
    const { body } = await flow.api.get('/integrations')
    const { id } = body.items.find((each: { name: string }) => each.name === 'Camera')
    const imported = await flow.api.post(
      `/integrations/${id}/actions/import`,
      `
integration: Camera
name: Shoot
type: Enrichment
script:
  code: |
    import json
    print(json.dumps({"shot": "${picture}", "page": "<p>Hi</p>", "at": "https://example.org/", "bad": "javascript:alert(1)"}))
fields: []
output: [{ path: shot, type: text }]
image_base64_png: shot
src_doc: page
url_preview: at
`,
      yaml,
    )
    expect(imported.status, JSON.stringify(imported.body)).toBeLessThan(300)
  })
  afterAll(() => flow.started.stop())

  it('is started once more as a new run, in the version of then or in the newest (EXE-10)', async () => {
    const flowOf = (template: string) => ({
      inputs: ['who'],
      nodes: [hash('told', text(template))],
      links: ['start>told', 'told>end'],
    })
    const playbook = await flow.publish('Told', flowOf('first {{input.who}}'))
    const incidentId = await flow.incident()
    const run = await flow.start(playbook, { incidentId, input: { who: 'Ann' } })
    const { origin } = await flow.reaches(run, 'completed')
    await flow.publishAnew(playbook, flowOf('second {{input.who}}'))
    const again = async (version: string) => {
      const { body, status } = await flow.api.post(`/runs/${run}/rerun`, { version })
      expect(status, JSON.stringify(body)).toBe(202)
      expect(body.id).not.toBe(run)
      const detail = await flow.reaches(body.id, 'completed')
      expect(detail).toMatchObject({ input: { who: 'Ann' }, rerunOf: run, origin })
      return [detail.version, (await flow.shown(body.id, 'told')).text]
    }
    expect(await again('same')).toEqual([1, 'first Ann'])
    expect(await again('newest')).toEqual([2, 'second Ann'])
    expect((await flow.run(run)).version).toBe(1)
  }, 60_000)

  it('is not started once more before its end, nor where the playbook is disabled', async () => {
    const asks = {
      nodes: [{ id: 'q', kind: 'user-choice', title: 'Go?', answers: ['yes'] }],
      links: ['start>q', 'q:yes>end'],
    }
    const playbook = await flow.publish('Asks first', asks)
    const run = await flow.start(playbook)
    const { abilities } = await flow.reaches(run, 'waiting')
    expect(abilities.rerunWhole).toContain('not over')
    expect((await flow.api.post(`/runs/${run}/rerun`, {})).body.code).toBe('wrong_state')
    await flow.api.post(`/runs/${run}/kill`)
    expect((await flow.reaches(run, 'killed')).abilities.rerunWhole).toBe(true)
    await flow.api.post(`/playbooks/${playbook}/disable`)
    expect((await flow.api.post(`/runs/${run}/rerun`, {})).body.message).toContain('is disabled')
  })

  it('is left out where it is large, read when asked for, and whole in the file (IPB-07, IPB-10)', async () => {
    const playbook = await flow.publish('Large', {
      nodes: [builds('big', large), builds('small', 'little')],
      links: ['start>big', 'big>small', 'small>end'],
    })
    const run = await flow.start(playbook)
    await flow.reaches(run, 'completed')
    const read = async (path: string) => (await flow.api.get(`/runs/${run}${path}`)).body
    const [left] = (await read('/nodes/big?large=leave-out')).items
    expect(left.leftOut).toBeGreaterThan(large.length)
    expect(JSON.stringify(left).length).toBeLessThan(5000)
    const [whole] = (await read('/nodes/big')).items
    expect(whole.output.object.held.length).toBe(large.length)
    expect(whole.input.value_1.length).toBe(large.length)
    expect(whole.leftOut).toBeUndefined()
    const [little] = (await read('/nodes/small?large=leave-out')).items
    expect(little.output.object.held).toBe('little')

    const all = await flow.api.get(`/runs/${run}/results`)
    expect(all.headers.get('content-disposition')).toMatch(/^attachment; filename="Large-[0-9a-f]{8}\.json"$/)
    expect(all.body.run).toMatchObject({ id: run, status: 'completed' })
    const given = (file: typeof all.body) =>
      file.nodes.map((each: { node: { id: string }; iterations: { result: { output: { object: unknown } } }[] }) => [
        each.node.id,
        each.iterations.map(({ result }) => result.output.object),
      ])
    expect(given(all.body)).toEqual(
      expect.arrayContaining([
        ['big', [{ held: large }]],
        ['small', [{ held: 'little' }]],
      ]),
    )
    expect(given(await read('/results?node=small'))).toEqual([['small', [{ held: 'little' }]]])
    expect((await flow.api.get(`/runs/${run}/results?node=none`)).status).toBe(404)
  })

  it('shows pictures, HTML and addresses that the action declares (IPB-11)', async () => {
    const playbook = await flow.publish('Shoot', {
      nodes: [{ ...hash('shot', constant('')), integration: 'Camera', action: 'Shoot', inputs: {} }],
      links: ['start>shot', 'shot>end'],
    })
    const run = await flow.start(playbook)
    await flow.reaches(run, 'completed')
    expect((await flow.iterations(run, 'shot'))[0]?.previews).toEqual([
      { kind: 'html', value: '<p>Hi</p>' },
      { kind: 'link', value: 'https://example.org/' },
      { kind: 'png', value: picture },
    ])
    expect((await flow.node(run, 'shot')).idempotent).toBe(true)
  })

  it('tells every attempt with its error (IPB-07)', async () => {
    const playbook = await flow.publish('Tries', {
      nodes: [broken('fails', { retry: { times: 2, delaySeconds: 0 } })],
      links: ['start>fails', 'fails>end'],
    })
    const run = await flow.start(playbook)
    await flow.reaches(run, 'completed_with_errors')
    const attempts = (await flow.iterations(run, 'fails'))[0]?.attempts ?? []
    expect(attempts.length).toBeGreaterThan(1)
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_each, index) => index + 1))
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ status: 'failed', error: expect.stringContaining('Start from') })
    }
  })
})
