import { fileURLToPath } from 'node:url'
import type { ApiClient } from '@tocsin/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noBrowser, openBrowser, openPerson, picture, signIn } from './browser.ts'
import { addAfter, choose, nodeOf, publish, waitForNode } from './editor.ts'
import { type Answered, pair } from './fleet.ts'
import { EMAIL, type FreshProgram, PASSWORD, startFresh } from './fresh-program.ts'
import { ACTION_FILE, addList, INTEGRATION_FILE, LISTED } from './watchlist.ts'

const PLAYBOOK = 'Look it up and ask'

/** One person with a mouse, from an empty console to a pushed playbook that runs at a tenant; each step builds on the last. */
describe.skipIf(noBrowser !== null)(`the journey in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let fresh: FreshProgram
  let acme: ApiClient
  let browser: Browser
  let page: Page & { problems: string[] }
  let tenantPage: Page

  beforeAll(async () => {
    fresh = await startFresh()
    const mssp = await fresh.signIn('mssp')
    for (const [slug, name] of [
      ['acme', 'Acme'],
      ['globex', 'Globex'],
    ] as const) {
      const api = await fresh.addInstance(slug, name)
      await pair(mssp, api, { url: `${fresh.address}/${slug}`, name })
      if (slug === 'acme') acme = api
    }
    browser = await openBrowser()
    page = await openPerson(browser)
    page.setDefaultTimeout(20_000)
    await signIn(page, fresh.address, 'mssp', EMAIL, PASSWORD)
  })
  afterAll(async () => {
    await browser?.close()
    await fresh?.discard()
  })

  // Each step stands on the one before.
  let isBroken = false
  beforeEach(({ skip }) => skip(isBroken, 'an earlier step failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    isBroken = true
    await picture(page, 'journey-failed')
  })

  const menu = async (name: string, on: Page = page) => {
    const rail = on.getByRole('navigation', { name: 'Main menu' })
    await rail.getByRole('link', { name, exact: true }).click()
  }

  it('imports an integration with its action from files, and makes a resource whose connection works', async () => {
    await menu('Integrations')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const chosen = page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: 'Files' }).click()
    await (await chosen).setFiles([INTEGRATION_FILE, ACTION_FILE].map((file) => fileURLToPath(file)))
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await dialog.getByRole('button', { name: 'Open Watchlist' }).click()
    await page.getByRole('heading', { name: 'Watchlist', level: 1 }).waitFor()
    await page.getByText('Look Up Address').first().waitFor()
    await page.getByRole('button', { name: 'New resource' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Label').fill('Own list')
    await form.getByLabel('Addresses').fill(LISTED)
    await form.getByRole('textbox', { name: 'Token' }).fill('a secret of the console')
    await form.getByRole('button', { name: 'Create resource' }).click()
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
  })

  it('builds a playbook on the canvas by the + of its nodes, and publishes it', async () => {
    await menu('Playbooks')
    await page.getByRole('button', { name: 'New playbook' }).first().click()
    const details = page.getByRole('dialog')
    await details.getByLabel('Name').fill(PLAYBOOK)
    await details.getByRole('button', { name: 'Create playbook' }).click()
    await nodeOf(page, 'START').waitFor()
    const action = await addAfter(page, 'START', ['Action'], 'Look up')
    await choose(action, 'Integration', 'Watchlist')
    await choose(action, 'Action', 'Look Up Address')
    await choose(action, 'Resource', 'Own list')
    await action.getByRole('button', { name: 'Get value for Address' }).click()
    await pickValue('incident.description')
    const question = await addAfter(page, 'Look up', ['User choice'], 'Ask')
    await question.getByRole('textbox', { name: 'Answer 1' }).fill('block')
    await question.getByRole('textbox', { name: 'Answer 2' }).fill('leave')
    await question.getByRole('textbox', { name: 'Title' }).fill('Block {{incident.description}}?')
    await question.getByRole('textbox', { name: 'Question' }).fill('On the list: ')
    await question.getByRole('button', { name: 'Insert value into Question' }).click()
    await pickValue('Look up.output.listed')
    await addAfter(page, 'Ask', ['leave', 'End'], 'LEFT')
    await page.getByRole('button', { name: /^Problems No problems/ }).waitFor()
    await picture(page, 'journey-editor')
    await publish(page, 'First version', 1)
  })

  async function pickValue(path: string): Promise<void> {
    await page.getByRole('combobox', { name: 'Search values' }).fill(path)
    await page.getByRole('option', { name: path, exact: true }).click()
  }

  async function newIncident(on: Page, name: string): Promise<void> {
    await menu('Incidents', on)
    await on
      .getByRole('link', { name: 'New incident' })
      .or(on.getByRole('button', { name: 'New incident' }))
      .first()
      .click()
    await on.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await on.getByRole('textbox', { name: 'Description', exact: true }).fill(LISTED)
  }

  it('lets an incident template start it', async () => {
    await menu('Incident templates')
    await page.getByRole('link', { name: 'Network alert' }).click()
    await choose(page, 'Add playbook', PLAYBOOK)
    expect(await page.getByRole('switch', { name: `Autorun: ${PLAYBOOK}` }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Save template' }).click()
    await page.getByText('Template Network alert saved.').waitFor()
  })

  it('runs by itself on a new incident, and its question is answered on Home', async () => {
    await newIncident(page, 'Beacon to a listed address')
    await choose(page, 'Incident template', 'Network alert')
    await page.getByRole('button', { name: 'Create incident' }).click()
    await page.getByRole('heading', { name: /Beacon to a listed address/, level: 1 }).waitFor()
    await menu('SecOps')
    const card = page.getByRole('article', { name: `Block ${LISTED}?` })
    await card.getByText('On the list: true').waitFor()
    await picture(page, 'journey-home')
    await card.getByRole('link', { name: PLAYBOOK }).click()
    await page.getByRole('region', { name: `Run of ${PLAYBOOK}` }).waitFor()
    await waitForNode(page, 'Look up', 'succeeded')
    await waitForNode(page, 'Ask', 'waiting')
    await picture(page, 'journey-run-waiting')
    await menu('SecOps')
    await card.getByRole('button', { name: 'block' }).click()
    await card.waitFor({ state: 'detached' })
    await page.getByText('Nothing waits for you').waitFor()
  })

  it('shows the run with the branch that was taken, and the incident is closed with a note', async () => {
    await menu('Playbook executions')
    await page.getByRole('link', { name: PLAYBOOK }).first().click()
    await page.getByRole('region', { name: `Run of ${PLAYBOOK}` }).waitFor()
    await waitForNode(page, 'END', 'succeeded')
    await waitForNode(page, 'LEFT', 'skipped')
    await menu('Incidents')
    await page.getByRole('link', { name: /INC-/ }).first().click()
    await page.getByRole('button', { name: 'Close incident' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Closing note').fill('Blocked at the perimeter.')
    await dialog.getByRole('button', { name: 'Close incident' }).click()
    await page.getByRole('button', { name: 'Reopen' }).waitFor()
    await page.getByText('Blocked at the perimeter.').first().waitFor()
  })

  it('changes the playbook and pushes it to all tenants; the icon turns blue', async () => {
    await menu('Playbooks')
    await page.getByRole('link', { name: PLAYBOOK, exact: true }).click()
    await nodeOf(page, 'Look up').click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Look it up')
    await publish(page, 'Better name', 2)
    await page.getByRole('button', { name: 'MSSP console' }).click()
    await page.getByRole('menuitem', { name: 'Playbooks' }).click()
    await page.getByRole('heading', { name: /Playbooks · MSSP/ }).waitFor()
    await page.getByRole('link', { name: `Never pushed: ${PLAYBOOK}` }).waitFor()
    await page.getByRole('button', { name: `Push ${PLAYBOOK}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Show the plan' }).click()
    await dialog
      .getByRole('button', { name: /Acme: Add/ })
      .first()
      .waitFor()
    await picture(page, 'journey-plan')
    await dialog.getByRole('button', { name: 'Push', exact: true }).click()
    await dialog.getByText('Applied').nth(1).waitFor()
    await picture(page, 'journey-delivery')
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('link', { name: `Synchronized: ${PLAYBOOK}` }).waitFor()
  })

  it('connects to a tenant, says so in a banner, and runs the pushed playbook there', async () => {
    const { body } = await acme.get('/integrations')
    const watchlist = body.items.find(({ name }: Answered) => name === 'Watchlist')
    await addList(acme, watchlist.id)
    await page.getByRole('button', { name: 'MSSP console' }).click()
    await page.getByRole('menuitem', { name: 'Nodes Management' }).click()
    const opened = page.context().waitForEvent('page')
    await page.getByRole('button', { name: 'Connect to Acme' }).click()
    tenantPage = await opened
    await tenantPage
      .getByText(/from MSSP|MSSP/)
      .first()
      .waitFor()
    await picture(tenantPage, 'journey-connected')
    await newIncident(tenantPage, 'Seen at the tenant')
    await tenantPage.getByRole('button', { name: /Automation/ }).click()
    await choose(tenantPage, 'Add playbook', PLAYBOOK)
    await tenantPage.getByRole('button', { name: 'Create incident' }).click()
    await tenantPage.getByRole('heading', { name: /Seen at the tenant/, level: 1 }).waitFor()
    await menu('SecOps', tenantPage)
    await tenantPage.getByText('Everybody').click()
    const card = tenantPage.getByRole('article', { name: `Block ${LISTED}?` })
    await card.getByRole('button', { name: 'leave' }).click()
    await card.waitFor({ state: 'detached' })
    await menu('Playbook executions', tenantPage)
    await tenantPage
      .getByRole('row', { name: new RegExp(PLAYBOOK) })
      .getByText('Completed')
      .waitFor()
    await picture(tenantPage, 'journey-tenant-run')
  })

  it('met no error on the way', () => {
    expect(page.problems).toEqual([])
  })
})
