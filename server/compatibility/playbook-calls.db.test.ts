import { createTestDeployment, eventually, type TestDeployment, type TestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askThenHash } from '../runs/test-playbook.ts'

const octets = { 'content-type': 'application/octet-stream' }

const acmeIntegration = `name: Acme Reputation
official_name: Acme Reputation
version: '1.0'
icon: data:image/png;base64,iVBORw0KGgo=
script: { type: bash, test_connection_code: 'exit 0' }
docker_repo_tag: bash:latest
configuration:
  testable_connection: true
  require_proxy_config: false
  data_attributes: { url: { label: API URL, type: text, required: true } }
`
const acmeAction = `integration: Acme Reputation
name: IP Reputation
type: Enrichment
script: { code: 'echo "{}"' }
fields: [{ id: ip, label: IP, type: text, required: true }]
output: []
`

const basic = (id: string, key: string) => `Basic ${Buffer.from(`${id}:${key}`).toString('base64')}`

/** A graph in the words of formats.md 6.3: start, the given steps one after the other, end. */
function graphOf(...steps: Record<string, unknown>[]) {
  const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const nodes = [
    { type: 'devs.Start', stepType: 'start', elementType: 'START', inPorts: [], outPorts: ['out'] },
    ...steps.map((step) => ({ inPorts: ['in'], outPorts: ['out'], ...step })),
    { type: 'devs.End', stepType: 'end', elementType: 'END', inPorts: ['in'], outPorts: [] },
  ].map((node, index) => ({ id: id(index + 1), position: { x: index * 200, y: 0 }, ...node }))
  const links = nodes.slice(1).map((node, index) => ({
    ...{ id: id(index + 101), type: 'link' },
    source: { id: id(index + 1), port: 'out' },
    target: { id: node.id, port: 'in' },
  }))
  return { nodes, links }
}
const task = (title: string) => ({
  stepType: 'action',
  actionType: 'Task',
  actionName: 'task',
  title,
  desc: '<p>x</p>',
})

describe('PUT and DELETE /api/csoar/v3/playbook/', () => {
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance
  let authorization: string
  let plainKey: string

  beforeAll(async () => {
    test = await createTestDeployment()
    acme = await test.addInstance('acme')
    globex = await test.addInstance('globex')
    const { body } = await acme.api.post('/api-keys', { name: 'terraform' })
    plainKey = body.key
    authorization = basic(body.id, body.key)
  })
  afterAll(() => test.stop())

  async function keyOf({ api }: TestInstance, profile: string): Promise<string> {
    const { status, body } = await api.post('/api-keys', { name: 'reader', profile })
    expect(status, JSON.stringify(body)).toBe(201)
    return basic(body.id, body.key)
  }
  async function call(
    method: string,
    query: string,
    body?: unknown,
    headers: Record<string, string> = {},
    path = '/acme/api/csoar/v3/playbook/',
  ) {
    const bearer = path.includes('/v1/') ? { authorization: `Bearer ${plainKey}` } : {}
    const response = await fetch(`${test.address}${path}${query}`, {
      method,
      headers: {
        ...{ authorization, ...bearer, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
  }
  const put = (body: unknown, headers?: Record<string, string>) => call('PUT', '', body, headers)
  async function create(name: string, published = true): Promise<string> {
    const { body } = await acme.api.post('/playbooks', { name, graph: askThenHash })
    if (published) expect((await acme.api.post(`/playbooks/${body.id}/publish`)).status).toBe(200)
    return body.id
  }
  const detail = async (id: string) => (await acme.api.get(`/playbooks/${id}`)).body

  it('changes the playbook of this name, publishes it, and does nothing the second time (API-08)', async () => {
    const id = await create('Network Scan')
    const body = {
      ...{ name: 'Network Scan', updated_name: 'Network Scan v2', description: '<p>Check<script>x</script></p>' },
      ...{ tags: 'network,scan', type: 'General', is_deleted: false, draft: false, is_published: true, nested: false },
      ...{ is_enabled: true, ...graphOf(task('Look at it')) },
    }
    const first = await put(body)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    expect(first.body).toMatchObject({
      ...{ id, name: 'Network Scan v2', tags: 'network,scan', type: 'General', description: '<p>Check</p>' },
      ...{ is_deleted: false, draft: false, is_published: true, is_enabled: true, nested: false, warnings: [] },
    })
    expect(first.body.nodes.map(({ stepType }: { stepType: string }) => stepType)).toEqual(['start', 'action', 'end'])
    const after = await detail(id)
    expect(after).toMatchObject({ publishedVersion: 2, hasDraft: false, tags: ['network', 'scan'], enabled: true })
    expect(after.graph.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(['start', 'task', 'end'])

    const again = await put(body)
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(await detail(id)).toEqual(after)
  })

  it('leaves what the body does not say as it is', async () => {
    const id = await create('Partly')
    const before = await detail(id)
    expect((await put({ name: 'partly', description: 'Other' })).status).toBe(200)
    expect(await detail(id)).toMatchObject({
      ...{ name: 'Partly', description: 'Other', enabled: true, publishedVersion: 1, graph: before.graph },
    })
    expect((await put({ name: 'Partly', is_enabled: false })).body.is_enabled).toBe(false)
    expect(await detail(id)).toMatchObject({ enabled: false, description: 'Other', publishedVersion: 1 })
  })

  it('reads nodes and links as JSON in text, whole and key by key', async () => {
    const id = await create('Encoded')
    const { nodes, links } = graphOf(task('In text'))
    const encoded = { name: 'Encoded', nodes: JSON.stringify(nodes), links: JSON.stringify(links) }
    expect((await put(encoded)).status).toBe(200)
    const texts = (list: object[]) =>
      list.map((each) =>
        Object.fromEntries(
          Object.entries(each).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
        ),
      )
    const again = await put({ name: 'Encoded', nodes: texts(nodes), links: texts(links) })
    expect(again.status, JSON.stringify(again.body)).toBe(200)
    expect(await detail(id)).toMatchObject({ publishedVersion: 2 })
  })

  it('takes an exported file back without losing what is bound here (VER-15)', async () => {
    const { body } = await acme.api.request('POST', '/integrations/import', acmeIntegration, octets)
    const { id: integration } = body.integration
    expect(body.integration.name, JSON.stringify(body)).toBe('Acme Reputation')
    const action = await acme.api.request('POST', `/integrations/${integration}/actions/import`, acmeAction, octets)
    expect(action.status, JSON.stringify(action.body)).toBe(201)
    const settings = { url: 'https://api.acme.example' }
    const resource = await acme.api.post(`/integrations/${integration}/resources`, { label: 'Acme EU', settings })
    expect(resource.status, JSON.stringify(resource.body)).toBe(201)
    const graph = structuredClone(askThenHash)
    Object.assign(graph.nodes[2] ?? {}, {
      ...{ integration: 'Acme Reputation', action: 'IP Reputation', resource: { ref: 'const', value: 'Acme EU' } },
      inputs: { ip: { ref: 'const', value: '203.0.113.9' } },
    })
    const { body: created } = await acme.api.post('/playbooks', { name: 'Bound', graph })
    expect((await acme.api.post(`/playbooks/${created.id}/publish`)).status).toBe(200)
    const exported = await call('GET', '', undefined, {}, `/acme/api/v1/playbooks/${created.id}/export`)
    expect(JSON.stringify(exported.body)).not.toContain('Acme EU')

    const { status, body: answer } = await put(exported.body)
    expect(status, JSON.stringify(answer)).toBe(200)
    expect(answer).toMatchObject({ warnings: [], is_published: true, draft: false })
    const bound = (await detail(created.id)).graph.nodes.find(({ kind }: { kind: string }) => kind === 'action')
    expect(bound).toMatchObject({ integration: 'Acme Reputation', resource: { ref: 'const', value: 'Acme EU' } })
  })

  it('keeps a graph that cannot be published as a draft and says why', async () => {
    const id = await create('Not yet')
    const unknown = { stepType: 'action', actionType: 'Enrichment', actionName: 'dynamicNobodyHasThis' }
    const { status, body } = await put({ name: 'Not yet', is_published: true, ...graphOf(unknown) })
    expect(status).toBe(200)
    expect(body).toMatchObject({ draft: true, is_published: true })
    expect(body.warnings.join('\n')).toContain('NobodyHasThis')
    expect(body.warnings.join('\n')).toContain('kept as a draft')
    expect(await detail(id)).toMatchObject({ publishedVersion: 1, hasDraft: true, enabled: true })
    expect((await put({ name: 'Not yet', ...graphOf(task('Now')) })).body).toMatchObject({ draft: false })
    expect(await detail(id)).toMatchObject({ publishedVersion: 2, hasDraft: false })
  })

  it('never overwrites a draft that somebody is working on', async () => {
    const id = await create('Worked on')
    const graph = structuredClone(askThenHash)
    Object.assign(graph.nodes[1] ?? {}, { question: '<p>Really?</p>' })
    expect((await acme.api.put(`/playbooks/${id}/draft`, { graph })).status).toBe(200)
    const before = await detail(id)
    const refused = await put({ name: 'Worked on', draft: true, description: 'no', ...graphOf(task('Mine')) })
    expect(refused.status).toBe(409)
    expect(refused.body).toEqual({ error: 'wrong_state', description: expect.stringMatching(/draft of Anna.*Publish/) })
    expect(await detail(id)).toEqual(before)
    const published = await put({ name: 'Worked on', ...graphOf(task('Theirs')) })
    expect(published.body.warnings).toEqual(['The draft of Anna was left as it is.'])
    expect(await detail(id)).toMatchObject({ publishedVersion: 2, draft: before.draft })
  })

  it('answers errors as {error, description}: unknown name, taken name, no name, not allowed to know', async () => {
    await create('One')
    await create('Other')
    const answers = [
      [await put({ name: 'Nobody knows it' }), 404, 'not_found'],
      [await put({ name: 'One', updated_name: 'other' }), 409, 'name_taken'],
      [await put({ description: 'x' }), 422, 'unreadable_file'],
      [await call('DELETE', '?name=Nobody+knows+it'), 404, 'not_found'],
      [await call('DELETE', ''), 400, 'invalid_input'],
    ] as const
    for (const [{ status, body }, expected, error] of answers) {
      expect(status, JSON.stringify(body)).toBe(expected)
      expect(body).toEqual({ error, description: expect.any(String) })
    }
    expect(answers[0][0].body.description).toContain('Nobody knows it')
  })

  it('says in which line and at which key a body is wrong, and changes nothing', async () => {
    const id = await create('Malformed')
    const before = await detail(id)
    const cases = [
      ['{\n "name": "Malformed",\n "nodes": [}', /line 3/],
      ['', /ends too early/],
      ['[1]', /one playbook/],
      ['{"name":"Malformed",\n"nodes":[{"stepType":"start"}]}', /line 2, .*nodes\.0\.id/],
      ['{"name":"Malformed","nodes":"[{","links":"[]"}', /nodes/],
      ['{"name":"Malformed","links":[]}', /nodes.*missing/],
      [
        JSON.stringify({
          name: 'Malformed',
          nodes: [{ id: '1', stepType: 'start' }],
          links: [{ id: 'l', source: { id: '1' }, target: { id: '9' } }],
        }),
        /links\.0\.target\.id.*not there: 9/,
      ],
    ] as const
    for (const [body, message] of cases) {
      const answer = await put(body)
      expect(answer.status, body).toBe(422)
      expect(answer.body).toEqual({ error: 'unreadable_file', description: expect.stringMatching(message) })
    }
    expect(await detail(id)).toEqual(before)
  })

  it('wants the id and the key of an API key of this instance (API-01)', async () => {
    await create('Guarded')
    const { body: key } = await acme.api.post('/api-keys', { name: 'one' })
    const { body: other } = await acme.api.post('/api-keys', { name: 'other' })
    const { body: foreign } = await globex.api.post('/api-keys', { name: 'foreign' })
    const signedIn = await acme.api
      .as()
      .post('/session', { email: 'admin@test.example', password: 'correct horse battery' })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    const wrong: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Basic' },
      { authorization: 'Basic ???' },
      { authorization: basic(other.id, key.key) },
      { authorization: basic(key.id, `${key.key}x`) },
      { authorization: basic('', key.key) },
      { authorization: basic(foreign.id, foreign.key) },
      { authorization: `Bearer ${foreign.key}` },
      { authorization: '', cookie },
    ]
    for (const headers of wrong) {
      for (const answer of [
        await put({ name: 'Guarded' }, headers),
        await call('DELETE', '?name=Guarded', undefined, headers),
      ]) {
        expect(answer.status, JSON.stringify(headers)).toBe(401)
        expect(answer.body).toEqual({
          error: 'not_signed_in',
          description: expect.stringContaining('basic authentication'),
        })
        expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
      }
    }
    for (const right of [basic(key.id, key.key), `Bearer ${key.key}`]) {
      expect((await put({ name: 'Guarded' }, { authorization: right })).status).toBe(200)
    }
  })

  it('wants the rights to use the API and to configure playbooks (API-02)', async () => {
    const id = await create('Rights')
    const readers = await acme.api.get('/profiles')
    const lacking = readers.body.items.find(
      ({ capabilities }: { capabilities: string[] }) => !capabilities.includes('playbook.configure'),
    )
    const reader = await keyOf(acme, lacking.name)
    for (const answer of [
      await put({ name: 'Rights', description: 'no' }, { authorization: reader }),
      await call('DELETE', '?name=Rights', undefined, { authorization: reader }),
    ]) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(403)
      expect(answer.body).toEqual({ error: 'not_allowed', description: expect.any(String) })
    }
    expect(await detail(id)).toMatchObject({ description: '', deletedAt: null })
  })

  it('lets a run go on with the version it started with, also when its playbook is deleted (PBK-13)', async () => {
    const id = await create('Running')
    const { body: run } = await acme.api.post(`/playbooks/${id}/runs`, {})
    const runNow = async () => (await acme.api.get(`/runs/${run.id}`)).body
    await eventually(async () => (await runNow()).status === 'waiting', 'the run waits')
    expect((await put({ name: 'Running', ...graphOf(task('New')) })).status).toBe(200)
    expect(await detail(id)).toMatchObject({ publishedVersion: 2 })
    expect((await call('DELETE', '?name=Running')).status).toBe(204)
    expect((await call('DELETE', '?name=Running')).status, 'again').toBe(204)
    expect(await detail(id)).toMatchObject({ enabled: false, deletedAt: expect.any(String) })
    const { nodes, version } = await runNow()
    expect(version).toBe(1)
    const asking = nodes.find(({ status }: { status: string }) => status === 'waiting')
    await acme.api.post(`/runs/${run.id}/nodes/${asking.id}/answer`, { answer: 'stop' })
    await eventually(async () => (await runNow()).status === 'completed', 'the run completes')
  })

  it('deletes by the body too, and says of a deleted one that it has to be restored', async () => {
    const id = await create('Gone')
    expect((await put({ name: 'Gone', is_deleted: true })).body).toMatchObject({ is_deleted: true, is_enabled: false })
    expect((await put({ name: 'Gone', is_deleted: true })).body).toMatchObject({ id, is_deleted: true })
    const refused = await put({ name: 'Gone', is_deleted: false })
    expect(refused).toMatchObject({ status: 404, body: { description: expect.stringContaining('restore it') } })
  })

  it('touches nothing of another instance', async () => {
    const { body: theirs } = await globex.api.post('/playbooks', { name: 'Theirs', graph: askThenHash })
    expect((await put({ name: 'Theirs', description: 'mine' })).status).toBe(404)
    expect((await call('DELETE', '?name=Theirs')).status).toBe(404)
    const there = await fetch(`${test.address}/globex/api/csoar/v3/playbook/?name=Theirs`, {
      method: 'DELETE',
      headers: { authorization },
    })
    expect(there.status).toBe(401)
    expect((await globex.api.get(`/playbooks/${theirs.id}`)).body).toMatchObject({ description: '', deletedAt: null })
  })

  it('stands in the OpenAPI document with its own base (API-12)', async () => {
    const { paths, components } = (await acme.api.get('/openapi.json')).body
    expect(paths['/playbook/']).toMatchObject({
      servers: [{ url: '/acme/api/csoar/v3' }],
      put: { operationId: 'putCompatiblePlaybook', security: [{ accessKey: [] }, { bearer: [] }] },
      delete: { parameters: [{ name: 'name', in: 'query', required: true }] },
    })
    expect(components.schemas.CompatibleError.required).toEqual(['error', 'description'])
  })
})
