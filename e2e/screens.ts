import { type ApiClient, eventually } from '@tocsin/testkit'
import type { Page } from 'playwright-core'
import { nodeOf } from './editor.ts'
import type { Answered } from './fleet.ts'
import type { FreshProgram } from './fresh-program.ts'
import type { PhishingRun } from './phishing-run.ts'

export interface MainScreen {
  name: string
  instance: string
  path: string
  /** What is done before one looks; each waits for what it opens. */
  open?(page: Page): Promise<void>
}

/** Waits until the demo has something to show everywhere: figures, incidents, finished runs and one that asks. */
export async function populated(fresh: FreshProgram): Promise<void> {
  const [mssp, acme] = [await fresh.signIn('mssp'), await fresh.signIn('acme')]
  await eventually(
    async () => {
      const [{ body: fleet }, { body: waiting }, { body: done }] = await Promise.all([
        mssp.get('/fleet/tenants'),
        acme.get('/operations?of=everybody'),
        acme.get('/runs?status=completed&limit=1'),
      ])
      const figures = fleet.items.filter(({ openIncidents }: Answered) => openIncidents > 5)
      return figures.length === 2 && waiting.items.length > 0 && done.total > 2
    },
    'the demo has something to show',
    180_000,
  )
}

/** The main screens of the demo, as a person of the console and of the tenant Acme sees them. */
export async function mainScreens(fresh: FreshProgram): Promise<MainScreen[]> {
  const [mssp, acme] = [await fresh.signIn('mssp'), await fresh.signIn('acme')]
  const waiting = await first(acme, '/operations?of=everybody', ({ incident }) => incident !== null)
  const playbook = await first(mssp, '/playbooks')
  const integration = await first(acme, '/integrations', ({ name }) => name === 'Tocsin Reputation')
  const tenant = await first(mssp, '/fleet/tenants')
  const alert = await first(acme, '/alerts')
  const rule = await first(acme, '/automation-rules')
  const template = await first(acme, '/incident-templates')
  const incident = `/incidents/${waiting.incident.id}`
  const at = (instance: string) => (name: string, path: string, open?: MainScreen['open']) => ({
    ...{ name, instance, path },
    ...(open ? { open } : {}),
  })
  const [atConsole, atTenant] = [at('mssp'), at('acme')]
  return [
    atConsole('mssp-dashboard', '/fleet/dashboard', (page) => page.locator('canvas, svg[role=img]').nth(2).waitFor()),
    atConsole('nodes', '/fleet/tenants'),
    atConsole('node', `/fleet/tenants/${tenant.id}`),
    atConsole('fleet-playbooks', '/fleet/playbooks'),
    atConsole('push', '/fleet/playbooks', (page) => openPlan(page, playbook.name)),
    atConsole('releases', '/fleet/releases'),
    atTenant('home', '/'),
    atTenant('incidents', '/incidents'),
    atTenant('incident', incident),
    atTenant('war-room', incident, async (page) => {
      await page.getByRole('tab', { name: 'Operations' }).click()
      await page.getByRole('tab', { name: 'War room' }).click()
      await page.getByText('created the incident').first().waitFor()
    }),
    atTenant('new-incident', '/incidents/new'),
    atTenant('triage', '/triage'),
    atTenant('entities', '/entities'),
    atConsole('playbooks', '/automation/playbooks'),
    atConsole('editor', `/automation/playbooks/${playbook.id}`, async (page) => {
      await page.getByRole('button', { name: /^Check the source \(/ }).click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
    }),
    atTenant('runs', '/automation/runs'),
    atTenant('run', `/automation/runs/${waiting.runId}`),
    atTenant('question', `/automation/runs/${waiting.runId}?node=${waiting.nodeId}`),
    atTenant('integrations', '/automation/integrations'),
    atTenant('integration', `/automation/integrations/${integration.id}`),
    atTenant('alerts', '/automation/alerts'),
    atTenant('alert', `/automation/alerts/${alert.id}`),
    atTenant('rules', '/automation/rules'),
    atTenant('rule', `/automation/rules/${rule.id}`),
    atTenant('templates', '/automation/incident-templates'),
    atTenant('template', `/automation/incident-templates/${template.id}`),
    atConsole('custom-fields', '/settings/fields'),
    atTenant('my-mssp', '/settings/mssp'),
    atTenant('users', '/settings/users'),
    atTenant('audit-trail', '/settings/audit-trail'),
  ]
}

/** The playbook of 15 nodes at Acme: edited, run with one failed node, its versions side by side. */
export function playbookScreens({ playbookId, runId, incidentId }: PhishingRun): MainScreen[] {
  const editor = `/automation/playbooks/${playbookId}`
  const at = (name: string, path: string, open: (page: Page) => Promise<unknown>): MainScreen => ({
    ...{ name, instance: 'acme', path },
    open: async (page) => {
      await open(page)
    },
  })
  const run = `/automation/runs/${runId}`
  return [
    at('playbook-editor', editor, async (page) => {
      const closer = page.getByRole('button', { name: 'Zoom in' })
      for (let step = 0; step < 4; step += 1) await closer.click()
      await nodeOf(page, 'Approve block').click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
      await page.getByRole('button', { name: /^Problems No problems/ }).waitFor()
    }),
    at('playbook-versions', editor, async (page) => {
      await page.getByRole('button', { name: 'Versions' }).click()
      await page
        .getByRole('button', { name: /^Compare/ })
        .first()
        .click()
      await page
        .getByRole('dialog', { name: /Phishing mail/ })
        .getByRole('button', { name: /Tell users/ })
        .last()
        .click()
    }),
    at('playbook-run', run, async (page) => {
      await page.getByRole('radiogroup', { name: 'View' }).getByText('Graph').click()
      const nodes = page.getByRole('navigation', { name: 'Nodes' })
      await nodes.getByRole('button', { name: 'Block sender' }).click()
      await page.getByRole('complementary', { name: 'Block sender' }).waitFor()
    }),
    at('playbook-run-list', run, async (page) => {
      await page.getByRole('radiogroup', { name: 'View' }).getByText('List').click()
      await page.getByRole('table', { name: 'Nodes' }).waitFor()
    }),
    at('incident-playbooks', `/incidents/${incidentId}`, async (page) => {
      await page.getByRole('tab', { name: 'Operations' }).click()
      await page.getByRole('tab', { name: 'Playbooks' }).click()
      await page
        .getByRole('navigation', { name: 'Playbooks' })
        .getByRole('button', { name: /^Phishing mail/ })
        .click()
      await page.getByRole('table', { name: 'Nodes' }).getByText('Block sender').waitFor()
    }),
  ]
}

async function first(api: ApiClient, path: string, wanted: (item: Answered) => boolean = () => true) {
  const { body } = await api.get(path)
  const found = body.items?.find(wanted)
  if (!found) throw new Error(`${api.base}${path} has nothing to show: ${JSON.stringify(body).slice(0, 300)}`)
  return found
}

async function openPlan(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Push ${name}` }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Push', exact: true }).waitFor()
}

/** Goes to a screen and waits until all it shows has come. */
export async function show(page: Page, address: string, screen: MainScreen): Promise<void> {
  await page.goto(`${address}/${screen.instance}${screen.path}`)
  await page.getByRole('main').waitFor()
  await screen.open?.(page)
  await page.waitForLoadState('load')
  await page.locator('[data-skeleton], [aria-busy=true]').first().waitFor({ state: 'detached' })
}
