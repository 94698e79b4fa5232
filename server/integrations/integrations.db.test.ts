import { createTestInstance, eventually } from '@tocsin/testkit'
import { startReputationService } from '@tocsin/testkit/vendors/reputation-service.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const definition = `
name: Acme Echo
version: '1.0'
icon: data:image/png;base64,iVBORw0KGgo=
script:
  type: python
  test_connection_code: |
    import os, sys
    sys.exit(0 if os.environ["token"] == "s3cret" else 1)
docker_repo_tag: python3_generic:latest
configuration:
  testable_connection: true
  require_proxy_config: false
  data_attributes:
    url: { label: URL, type: text, required: true, validator: url }
    token: { label: Token, type: password, required: true }
kept_for_later: 7
`
const action = `
integration: Acme Echo
name: Echo
type: Enrichment
script:
  code: |
    import os, json
    print(json.dumps({"said": os.environ["text"], "token": os.environ["token"], "items": [{"n": 1}, {"n": 2}]}))
fields:
  - { id: text, label: Text, type: text, required: true }
output:
  - path: said
table_view:
  - { display_name: Said, value: said }
  - { display_name: Number, value: 'items.[].n' }
`

describe('integrations', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const yaml = { 'content-type': 'application/yaml' }
  const named = async (name: string) => {
    const { body } = await started.api.get('/integrations')
    return body.items.find((each: { name: string }) => each.name === name)
  }

  it('brings the shipped packs to a new instance', async () => {
    expect(await named('Tocsin Tools')).toMatchObject({ origin: 'shipped' })
    expect((await named('Tocsin Reputation')).actionCount).toBeGreaterThan(3)
  })

  it('imports a definition and an action, tests the connection and runs the action (INT-06, INT-12, INT-14)', async () => {
    const imported = await started.api.post('/integrations/import', definition, yaml)
    expect(imported.status, JSON.stringify(imported.body)).toBe(201)
    const { integration, warnings } = imported.body
    expect(warnings.join()).toContain('kept_for_later')
    const added = await started.api.post(`/integrations/${integration.id}/actions/import`, action, yaml)
    expect(added.status, JSON.stringify(added.body)).toBe(201)
    const settings = { url: 'https://echo.example', token: 's3cret' }
    const resource = await started.api.post(`/integrations/${integration.id}/resources`, { label: 'Main', settings })
    expect(resource.status, JSON.stringify(resource.body)).toBe(201)
    expect(resource.body.settings).toEqual({ url: 'https://echo.example' })
    expect(JSON.stringify(resource.body)).not.toContain('s3cret')
    const tested = await started.api.post(`/resources/${resource.body.id}/test`)
    expect(tested.body).toMatchObject({ ok: true })
    const ran = await started.api.post(`/actions/${added.body.action.id}/test`, {
      resourceId: resource.body.id,
      inputs: { text: '<ünï> "code"' },
    })
    expect(ran.body).toMatchObject({ status: 'succeeded', output: { said: '<ünï> "code"' } })
    expect(ran.body.output.token).not.toBe('s3cret')
    expect(ran.body.table.rows).toEqual([
      ['<ünï> "code"', 1],
      [null, 2],
    ])
  })

  it('shows what an action gave although a column cannot be read, and warns of it at the import (OIF-11, PLC-16)', async () => {
    const integration = await named('Acme Echo')
    const odd = action.replace('name: Echo', 'name: Odd Echo').replace("'items.[].n'", "'items[].n'")
    const added = await started.api.post(`/integrations/${integration.id}/actions/import`, odd, yaml)
    expect(added.body.warnings).toEqual([expect.stringContaining('table_view "items[].n", character 6')])
    const ran = await started.api.post(`/actions/${added.body.action.id}/test`, { inputs: { text: 'hello' } })
    expect(ran.body).toMatchObject({ status: 'succeeded', output: { said: 'hello' } })
    expect(ran.body.table.rows).toEqual([['hello', null]])
  })

  it('keeps a secret that is left out, and says why a connection fails', async () => {
    const integration = await named('Acme Echo')
    const { body: detail } = await started.api.get(`/integrations/${integration.id}`)
    const [resource] = detail.resources
    await started.api.patch(`/resources/${resource.id}`, { settings: { url: 'https://other.example' } })
    expect((await started.api.post(`/resources/${resource.id}/test`)).body.ok).toBe(true)
    await started.api.patch(`/resources/${resource.id}`, { settings: { token: 'wrong' } })
    expect((await started.api.post(`/resources/${resource.id}/test`)).body.ok).toBe(false)
  })

  it('names the wrong connection field, the missing input and the key of a broken file (OIF-07, OIF-16)', async () => {
    const integration = await named('Acme Echo')
    const bad = await started.api.post(`/integrations/${integration.id}/resources`, {
      label: 'Bad',
      settings: { url: 'no url' },
    })
    expect(bad.status).toBe(400)
    expect(bad.body.details.map((detail: { path: string }) => detail.path)).toEqual(['settings.url', 'settings.token'])
    const broken = await started.api.post(
      '/integrations/import',
      definition.replace("version: '1.0'", 'version: [1'),
      yaml,
    )
    expect(broken.status).toBe(422)
    expect(broken.body.details[0].line).toBeGreaterThan(1)
  })

  it('seals secrets so that the database alone does not tell them (INT-18)', async () => {
    const rows = await started.instance.database.read((tx) => tx.sql.selectFrom('resources').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain('s3cret')
  })

  it('runs a shipped action over HTTP against the service it is for', async () => {
    const service = await startReputationService({ apiKey: 'key-1' })
    try {
      const integration = await named('Tocsin Reputation')
      const { body: resource } = await started.api.post(`/integrations/${integration.id}/resources`, {
        label: 'Service',
        settings: { url: service.url, api_key: 'key-1' },
      })
      expect((await started.api.post(`/resources/${resource.id}/test`)).body).toMatchObject({ ok: true })
      const { body: actions } = await started.api.get('/actions')
      const lookup = actions.items.find((each: { name: string }) => each.name === 'IP Reputation')
      const field = lookup.fields.find((each: { required: boolean }) => each.required)
      const ran = await started.api.post(`/actions/${lookup.id}/test`, {
        resourceId: resource.id,
        inputs: { [field.id]: '203.0.113.9' },
      })
      expect(ran.body.status, JSON.stringify(ran.body)).toBe('succeeded')
      await eventually(async () => service.requests.length > 0, 'the request at the service')
    } finally {
      await service.close()
    }
  })
})
