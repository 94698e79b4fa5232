import { readContentFile } from '@tocsin/content'
import { packingOf } from '@tocsin/content/formats/archive/unpack.ts'
import { createTestDeployment, eventually, type TestDeployment, type TestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Two instances are made and three nested runs are run, on a machine that may be busy. */
const PATIENCE = 90_000

const octets = { 'content-type': 'application/octet-stream' }

const integration = `name: Mover
official_name: Mover
version: '1.0'
icon: data:image/png;base64,iVBORw0KGgo=
script: { type: bash, test_connection_code: 'exit 0' }
docker_repo_tag: bash:latest
configuration: { testable_connection: false, require_proxy_config: false, data_attributes: {} }
`
const action = `integration: Mover
name: Say
type: Custom
script: { code: 'printf "{\\"said\\":\\"%s\\"}" "$word"' }
fields: [{ id: word, label: Word, type: text, required: true }]
output: [{ path: said, type: text }]
`

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
function graphOf(...steps: Record<string, unknown>[]) {
  const nodes = [{ kind: 'start', name: 'START' }, ...steps, { kind: 'end', name: 'END' }].map((node, index) => ({
    ...{ id: id(index + 1), position: { x: index * 200, y: 0 } },
    ...node,
  }))
  const links = nodes.slice(1).map((node, index) => ({
    ...{ id: id(index + 101), source: { id: id(index + 1), port: 'out' }, target: { id: node.id, port: 'in' } },
  }))
  return { nodes, links }
}

describe('an archive on its way to another instance (VER-10, VER-12)', () => {
  let test: TestDeployment
  let from: TestInstance
  let top: string
  const archives = new Map<string, Uint8Array>()

  beforeAll(async () => {
    test = await createTestDeployment()
    from = await test.addInstance('origin')
    const { body } = await from.api.request('POST', '/integrations/import', integration, octets)
    await from.api.request('POST', `/integrations/${body.integration.id}/actions/import`, action, octets)
    for (const name of ['Spare', 'Customer notified'])
      await from.api.post('/custom-fields?section=incidents', { name, type: 'list', options: ['yes', 'no'] })
    const say = {
      ...{ kind: 'action', name: 'Say', integration: 'Mover', action: 'Say', actionType: 'Custom' },
      inputs: { word: { ref: 'text', text: 'moved {{incident.opt_2}}' } },
    }
    await publish('Innermost', graphOf(say))
    await publish('Inner', graphOf({ kind: 'playbook', name: 'Call', playbook: 'Innermost' }))
    top = await publish('Outer', graphOf({ kind: 'playbook', name: 'Call', playbook: 'Inner' }))
    for (const format of ['tar.gz', 'zip']) archives.set(format, await download(top, format))
  })
  afterAll(() => test.stop())

  async function publish(name: string, graph: unknown): Promise<string> {
    const { body } = await from.api.post('/playbooks', { name, type: 'Moving', tags: ['a'], graph })
    const { status, body: published } = await from.api.post(`/playbooks/${body.id}/publish`)
    expect(status, JSON.stringify(published)).toBe(200)
    return body.id
  }
  async function download(playbook: string, format: string): Promise<Uint8Array> {
    const { body } = await from.api.post('/api-keys', { name: `export ${format}` })
    const response = await fetch(`${from.api.base}/playbooks/${playbook}/export?format=${format}`, {
      headers: { authorization: `Bearer ${body.key}` },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toContain(`Outer.${format}`)
    return new Uint8Array(await response.arrayBuffer())
  }
  const send = ({ api }: TestInstance, bytes: Uint8Array, query = '') =>
    api.request('POST', `/playbooks/import${query}`, bytes, octets)

  it.each([
    ['tar.gz', 'tar'],
    ['zip', 'zip'],
  ])('holds as %s the nested playbooks with all that they use', async (format, packing) => {
    const bytes = archives.get(format) ?? new Uint8Array()
    expect(packingOf(bytes)).toBe(packing)
    const content = await readContentFile(bytes)
    expect(content.playbooks.map(({ playbook }) => playbook.name).sort()).toEqual(['Inner', 'Innermost', 'Outer'])
    expect(content.integrations.map(({ definition }) => definition.name)).toEqual(['Mover'])
    expect(content.actions.map(({ definition }) => definition.name)).toEqual(['Say'])
    expect(content.fields.map(({ field }) => field.name)).toContain('Customer notified')
    const values = content.listValues.filter(({ value }) => value.field === 'Customer notified')
    expect(values.map(({ value }) => value.value)).toEqual(['yes', 'no'])
    expect(content.warnings).toEqual([])
    if (format === 'tar.gz') {
      for (const { file } of [...content.playbooks, ...content.actions, ...content.integrations, ...content.fields]) {
        expect(file).toMatch(/^[0-9a-f]{8}\.[^.]+\.(playbook|action|integration|imsfield)\.yaml$/)
      }
    } else expect(content.playbooks[0]?.file).toBe('playbook_to_import.json')
  })

  it.each(['tar.gz', 'zip'])(
    'as %s runs in an empty instance, with fields under the numbers they get there',
    async (format) => {
      const there = await test.addInstance(`there-${format.replace('.', '-')}`)
      const { status, body } = await send(there, archives.get(format) ?? new Uint8Array())
      expect(status, JSON.stringify(body)).toBe(201)
      expect(body).toMatchObject({
        ...{ unbound: [], missing: [], dryRun: false },
        integrations: [{ name: 'Mover', outcome: 'installed', actions: 1 }],
        fields: [{ section: 'incidents', name: 'Customer notified', internalName: 'opt_1', outcome: 'created' }],
        bound: [{ playbook: 'Innermost', node: 'Say', integration: 'Mover', action: 'Say' }],
      })
      const outcomes = body.outcomes.map(({ name, outcome, version }: Record<string, unknown>) => [
        name,
        outcome,
        version,
      ])
      expect(outcomes.sort()).toEqual([
        ['Inner', 'created', 1],
        ['Innermost', 'created', 1],
        ['Outer', 'created', 1],
      ])
      const { items } = (await there.api.get('/custom-fields?section=incidents')).body
      expect(items).toMatchObject([
        { name: 'Customer notified', type: 'list', options: [{ label: 'yes' }, { label: 'no' }] },
      ])
      const inner = body.playbooks.find(({ name }: { name: string }) => name === 'Innermost')
      expect(inner).toMatchObject({ type: 'Moving', tags: ['a'], enabled: true, origin: { kind: 'imported' } })
      const { body: detail } = await there.api.get(`/playbooks/${inner.id}`)
      expect(JSON.stringify(detail.graph)).toContain('moved {{incident.opt_1}}')
      expect(JSON.stringify(detail.graph)).not.toContain('x_fields')

      const outer = body.playbooks.find(({ name }: { name: string }) => name === 'Outer')
      const { body: run } = await there.api.post(`/playbooks/${outer.id}/runs`, {})
      const end = await eventually(
        async () => {
          const { body: now } = await there.api.get(`/runs/${run.id}`)
          return ['completed', 'completed_with_errors', 'failed'].includes(now.status) && now
        },
        'the run ends',
        PATIENCE,
      )
      expect(end.status, JSON.stringify(end)).toBe('completed')
    },
    2 * PATIENCE,
  )

  it('as a copy beside what is here calls the copies that came with it, not what was here', async () => {
    const { body } = await send(from, archives.get('tar.gz') ?? new Uint8Array())
    const byName = new Map(body.playbooks.map((each: { name: string; id: string }) => [each.name, each.id]))
    expect([...byName.keys()].sort()).toEqual(['Inner (2)', 'Innermost (2)', 'Outer (2)'])
    const { body: detail } = await from.api.get(`/playbooks/${byName.get('Outer (2)')}`)
    const called = detail.graph.nodes.find(({ kind }: { kind: string }) => kind === 'playbook')
    expect(called.playbook).toBe('Inner (2)')
    expect(body.fields).toMatchObject([{ internalName: 'opt_2', outcome: 'found' }])
    expect(body.warnings.join()).not.toContain('x_fields')
  })

  it('needs the rights to what it creates, else it brings nothing', async () => {
    const there = await test.addInstance('lacking')
    const capabilities = JSON.stringify(['playbook.access', 'playbook.configure', 'api.use'])
    await there.instance.database.write((tx) =>
      tx.sql.insertInto('profiles').values({ name: 'Author', capabilities, shipped: false }).execute(),
    )
    const { body: key } = await there.api.post('/api-keys', { name: 'author', profile: 'Author' })
    const before = (await there.api.get('/playbooks')).body.total
    const answer = await there.api
      .as({ key: key.key })
      .request('POST', '/playbooks/import', archives.get('tar.gz'), octets)
    expect(answer.status, JSON.stringify(answer.body)).toBe(403)
    expect(answer.body.message).toContain('"Mover"')
    expect((await there.api.get('/playbooks')).body.total).toBe(before)
  })

  it('says what nodes refer to and is nowhere: a playbook and a field', async () => {
    const there = await test.addInstance('missing')
    const nodes = [
      { id: '1', stepType: 'start' },
      { id: '2', stepType: 'playbook', playbook: 'Nowhere', actionTitle: 'Call' },
      { ...{ id: '3', stepType: 'action', actionType: 'Task', actionName: 'task' }, title: 'See {{incident.opt_9}}' },
      { id: '4', stepType: 'end' },
    ]
    const links = ['1', '2', '3'].map((each) => ({
      ...{ id: `l${each}`, source: { id: each }, target: { id: String(Number(each) + 1) } },
    }))
    const { status, body } = await send(there, Buffer.from(JSON.stringify({ name: 'Lonely', nodes, links })))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.missing).toMatchObject([
      { playbook: 'Lonely', nodeId: '2', node: 'Call', kind: 'playbook', name: 'Nowhere' },
      { playbook: 'Lonely', nodeId: '3', kind: 'field', name: 'incident.opt_9', reason: expect.any(String) },
    ])
    expect(body.outcomes[0]).toMatchObject({ outcome: 'created', version: null })
    expect(body.outcomes[0].problems.length).toBeGreaterThan(0)
  })
})
