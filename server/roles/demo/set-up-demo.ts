import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployment } from '../../deployment.ts'
import type { Instance, Log } from '../../platform/index.ts'
import { createDemoClient, type DemoClient } from './demo-client.ts'

export const REPUTATION_RESOURCE = 'Reputation service'
export const DEMO_TENANTS = [
  { slug: 'acme', name: 'Acme Corporation', source: 'suricata', template: 'Network alert', groups: ['Manufacturing'] },
  { slug: 'globex', name: 'Globex', source: 'panther', template: 'Cloud detection', groups: ['Finance'] },
] as const

export interface DemoSettings {
  address: string
  reputation: { url: string; apiKey: string }
  log: Log
}

/** Pairs the tenants and fills console and tenants with content, as people would through the API. */
export async function setUpDemo(deployment: Deployment, settings: DemoSettings): Promise<void> {
  const console = await createDemoClient(settings.address, await deployment.instances.get('mssp'))
  for (const tenant of DEMO_TENANTS) {
    const client = await createDemoClient(settings.address, await deployment.instances.get(tenant.slug))
    await addReputation(client, settings)
    await pair(console, client, tenant, settings.address)
  }
  await addReputation(console, settings)
  const playbookId = await makeContent(console, deployment)
  await push(console, playbookId)
  for (const tenant of DEMO_TENANTS) {
    const instance = await deployment.instances.get(tenant.slug)
    const client = await createDemoClient(settings.address, instance)
    await useInTemplate(client, instance, tenant.template, playbookId)
  }
  settings.log.info('The demo fleet is ready')
}

async function addReputation(client: DemoClient, { reputation }: DemoSettings): Promise<void> {
  const { items } = await client.get('/integrations')
  const integration = items.find((each: { name: string }) => each.name === 'Tocsin Reputation')
  const resource = { label: REPUTATION_RESOURCE, settings: { url: reputation.url, api_key: reputation.apiKey } }
  await client.post(`/integrations/${integration.id}/resources`, resource)
}

async function pair(
  console: DemoClient,
  tenant: DemoClient,
  about: (typeof DEMO_TENANTS)[number],
  address: string,
): Promise<void> {
  const grants = ['metrics', 'incident-list', 'incident-detail', 'content', 'connect']
  const { code } = await tenant.post('/pairings', { grants })
  await console.post('/fleet/tenants', {
    url: `${address}/${about.slug}`,
    code,
    name: about.name,
    groups: about.groups,
  })
}

/** A custom field and a playbook, made once at the console. */
async function makeContent(console: DemoClient, deployment: Deployment): Promise<string> {
  await console.post('/custom-fields', {
    section: 'incidents',
    name: 'Customer notified',
    type: 'list',
    options: ['Not needed', 'By phone', 'By mail'],
  })
  const path = join(deployment.config.root, 'library/playbooks/check-source-and-decide.json')
  const playbook = await console.post('/playbooks', JSON.parse(readFileSync(path, 'utf8')))
  await console.post(`/playbooks/${playbook.id}/publish`, { description: 'First version' })
  return playbook.id
}

async function push(console: DemoClient, playbookId: string): Promise<void> {
  const { items: fields } = await console.get('/custom-fields?section=incidents')
  const items = [
    { kind: 'playbook', id: playbookId },
    ...fields.map((field: { id: string }) => ({ kind: 'custom-field', id: field.id })),
  ]
  await console.post('/fleet/releases', { items, targets: { all: true } })
}

const PATIENCE_MS = 60_000

/** Waits for the pushed playbook and lets the incidents of the template start it. */
async function useInTemplate(
  client: DemoClient,
  instance: Instance,
  templateName: string,
  playbookId: string,
): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const { items } = await client.get('/playbooks')
    if (items.some((each: { id: string }) => each.id === playbookId)) break
    if (Date.now() > until) {
      instance.log.warn('The pushed playbook has not arrived; the templates start none')
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const { items: templates } = await client.get('/incident-templates')
  const template = templates.find((each: { name: string }) => each.name === templateName)
  if (!template) return
  await client.patch(`/incident-templates/${template.id}`, { playbooks: [{ playbookId, autorun: true }] })
}
