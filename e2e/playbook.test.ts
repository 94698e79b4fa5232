import type { ApiClient } from '@tocsin/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepPicture, noBrowser, openBrowser, openPerson, picture, signIn } from './browser.ts'
import { addAfter, choose, linkNodes, nodeOf, pickValue, publish, waitForNode } from './editor.ts'
import type { Answered } from './fleet.ts'
import { addPerson, EMAIL, type FreshProgram, PASSWORD, startFresh } from './fresh-program.ts'
import { importSandbox, POLLS, type Sandbox, startSandbox } from './sandbox.ts'

const ANALYST = { email: 'ana@journey.example', name: 'Ana Lyst', profile: 'Analyst' }
const SENDER = 'billing@invoices.example'
const NESTED = 'Inform the desk'
const PLAYBOOK = 'Phishing mail'
const COUNT = 15

/** An engineer builds a playbook of 15 nodes, an analyst runs it, sees why a node failed, and repairs the run. */
describe.skipIf(noBrowser !== null)(`a playbook in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let fresh: FreshProgram
  let sandbox: Sandbox
  let api: ApiClient
  let browser: Browser
  let engineer: Page & { problems: string[] }
  let analyst: Page & { problems: string[] }
  let incidentId: string
  let runId: string

  beforeAll(async () => {
    sandbox = await startSandbox()
    fresh = await startFresh()
    api = await fresh.signIn('mssp')
    await importSandbox(api, sandbox)
    const owner = await addPerson(fresh, 'mssp', ANALYST)
    const fields = { name: 'Reported mail', description: SENDER, owner }
    const { body: incident } = await api.post('/incidents', { fields })
    incidentId = String(incident.id)
    browser = await openBrowser()
    const open = async (email: string) => {
      const page = await openPerson(browser)
      page.setDefaultTimeout(30_000)
      await signIn(page, fresh.address, 'mssp', email, PASSWORD)
      return page
    }
    engineer = await open(EMAIL)
    analyst = await open(ANALYST.email)
  })
  afterAll(async () => {
    await browser?.close()
    await fresh?.discard()
    await sandbox?.close()
  })

  // Each step stands on the one before.
  let isBroken = false
  beforeEach(({ skip }) => skip(isBroken, 'an earlier step failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    isBroken = true
    for (const [name, page] of Object.entries({ engineer, analyst })) {
      if (!page) continue
      const path = await keepPicture(page, `playbook-failed-${name}`)
      process.stderr.write(`“${task.name}” failed; the ${name} was at ${page.url()}: ${path}\n`)
    }
  })

  const menu = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name, exact: true }).click()

  async function newPlaybook(name: string): Promise<void> {
    await menu(engineer, 'Playbooks')
    await engineer.getByRole('button', { name: 'New playbook' }).first().click()
    const details = engineer.getByRole('dialog')
    await details.getByLabel('Name').fill(name)
    await details.getByRole('button', { name: 'Create playbook' }).click()
    await nodeOf(engineer, 'START').waitFor()
  }

  const noProblems = () => engineer.getByRole('button', { name: /^Problems No problems/ }).waitFor()
  const run = async (): Promise<Answered> => (await api.get(`/runs/${runId}`)).body
  const nodeIn = async (name: string): Promise<Answered> => {
    const found = (await run()).nodes.find((node: Answered) => node.name === name)
    if (!found) throw new Error(`The run has no node ${name}.`)
    return found
  }
  it('builds a small playbook with an input, tests it as a whole, and publishes it', async () => {
    await newPlaybook(NESTED)
    await nodeOf(engineer, 'START').click()
    await engineer.getByRole('button', { name: 'Add input' }).click()
    await engineer.getByRole('textbox', { name: 'Name of input 1' }).fill('message')
    await engineer.getByRole('textbox', { name: 'Example of input 1' }).fill('a test of the desk')
    const note = await addAfter(engineer, 'START', ['Post Note'], 'Tell the desk')
    await choose(note, 'Resource', 'Cloud')
    await note.getByRole('textbox', { name: 'Text' }).fill('Desk: ')
    await pickValue(note, 'Insert value into Text', 'input.message')
    await noProblems()
    await engineer.getByRole('button', { name: 'Run test' }).click()
    const dialog = engineer.getByRole('dialog')
    await dialog.getByText('a test of the desk').waitFor()
    await dialog.getByRole('button', { name: 'Run test' }).click()
    await engineer.getByRole('region', { name: `Run of ${NESTED}` }).waitFor()
    await waitForNode(engineer, 'END', 'succeeded')
    expect(sandbox.asked).toEqual(['POST /notes {"text": "Desk: a test of the desk"}'])
    await engineer.getByRole('link', { name: 'Go to playbook' }).click()
    await publish(engineer, 'First version', 1)
  })

  it('asks for the links of a mail, and tests that node by itself', async () => {
    await newPlaybook(PLAYBOOK)
    const list = await addAfter(engineer, 'START', ['List Links'], 'List links')
    await choose(list, 'Resource', 'Cloud')
    await pickValue(list, 'Get value for Sender', 'incident.description')
    await list.getByRole('switch', { name: 'Test mode' }).click()
    const test = engineer.getByRole('region', { name: 'Test of List links' })
    await test.getByRole('textbox', { name: 'incident.description' }).fill(SENDER)
    await engineer.keyboard.press('Control+Enter')
    await test.getByText('Succeeded').waitFor()
    await test.getByText('http://files.example/invoice.zip').waitFor()
    await list.getByRole('switch', { name: 'Test mode' }).click()
    await test.waitFor({ state: 'detached' })
  })

  it('keeps the malicious ones by a filter, and goes two ways by a condition', async () => {
    const filter = await addAfter(engineer, 'List links', ['Filter'], 'Malicious')
    await filter.getByRole('combobox', { name: 'Split by' }).fill('links.[]')
    await filter.getByRole('button', { name: 'Add condition to Malicious' }).click()
    await pickValue(filter, 'Get value for Value 1 of Malicious', 'List links.output.links.[].verdict')
    await filter.getByRole('textbox', { name: 'Compared with 1 of Malicious' }).fill('malicious')
    const condition = await addAfter(engineer, 'Malicious', ['Condition'], 'Any left')
    await condition.getByRole('button', { name: 'Add condition to success' }).click()
    await pickValue(condition, 'Get value for Value 1 of success', 'Malicious.output.links.[].url')
    await choose(condition, 'Operator 1 of success', 'is present')
  })

  it('opens each of them, waits for the reports, and lets a person approve the block', async () => {
    const detonate = await addAfter(engineer, 'Any left', ['success', 'Detonate'], 'Detonate')
    await choose(detonate, 'Resource', 'Cloud')
    await pickValue(detonate, 'Get value for Link', 'Malicious.output.links.[].url')
    const report = await addAfter(engineer, 'Detonate', ['Await Report'], 'Await report')
    await choose(report, 'Resource', 'Cloud')
    await pickValue(report, 'Get value for Report', 'Detonate.output.id')
    const task = await addAfter(engineer, 'Await report', ['Task'], 'Approve block')
    await task.getByRole('textbox', { name: 'Title' }).fill('Block ')
    await pickValue(task, 'Insert value into Title', 'incident.description')
    await task.getByRole('textbox', { name: 'Description' }).fill('Found: ')
    await pickValue(task, 'Insert value into Description', 'Await report.output.family')
  })

  it('asks whom to tell, for two seconds only, then runs the other playbook and blocks', async () => {
    const question = await addAfter(engineer, 'Approve block', ['User choice'], 'Tell users')
    await question.getByRole('textbox', { name: 'Answer 1' }).fill('tell')
    await question.getByRole('textbox', { name: 'Answer 2' }).fill('leave')
    await question.getByRole('textbox', { name: 'Title' }).fill('Tell the users?')
    await question.getByRole('checkbox', { name: 'Answer by itself after a time' }).click()
    await choose(question, 'Unit of After', 'seconds')
    await question.getByRole('textbox', { name: 'After' }).fill('2')
    await choose(question, 'Answer then taken', 'tell')
    const nested = await addAfter(engineer, 'Tell users', ['tell', 'Playbook'], 'Inform desk')
    await choose(nested, 'Playbook', NESTED)
    await pickValue(nested, 'Get value for message', 'Approve block.output.title')
    const block = await addAfter(engineer, 'Inform desk', ['Block Sender'], 'Block sender')
    await choose(block, 'Resource', 'Gateway')
    await pickValue(block, 'Get value for Sender', 'incident.description')
    const note = await addAfter(engineer, 'Block sender', ['Post Note'], 'Note blocked')
    await choose(note, 'Resource', 'Cloud')
    await note.getByRole('textbox', { name: 'Text' }).fill('Sender is ')
    await pickValue(note, 'Insert value into Text', 'Block sender.output.status')
  })

  it('adds the other branches by keyboard, clipboard and drawn links, and publishes 15 nodes without a problem', async () => {
    await engineer.getByRole('button', { name: 'Show all' }).click()
    const harmless = await addAfter(engineer, 'Any left', ['failure', 'Post Note'], 'Note harmless')
    await choose(harmless, 'Resource', 'Cloud')
    await harmless.getByRole('textbox', { name: 'Text' }).fill('Nothing malicious')
    // From the form back to its node; there + opens the chooser.
    await engineer.keyboard.press('Escape')
    await engineer.keyboard.press('Escape')
    await nodeOf(engineer, 'Note harmless').press('+')
    await engineer.getByRole('combobox', { name: 'Node or action' }).fill('End')
    await engineer.keyboard.press('Enter')
    await form().getByRole('textbox', { name: 'Name', exact: true }).fill('HARMLESS')
    await nodeOf(engineer, 'Note harmless').click()
    await nodeOf(engineer, 'Note harmless').press('Control+c')
    await nodeOf(engineer, 'Note harmless').press('Control+v')
    await nodeOf(engineer, 'Note harmless 2').waitFor()
    await form().getByRole('textbox', { name: 'Name', exact: true }).fill('Note left')
    await form().getByRole('textbox', { name: 'Text' }).fill('Users were left alone')
    await engineer.getByRole('button', { name: 'Arrange' }).click()
    await linkNodes(engineer, 'Exit leave of Tell users', 'Entry of Note left')
    await linkNodes(engineer, 'Exit out of Note left', 'Entry of Block sender')
    await engineer.getByRole('button', { name: 'Arrange' }).click()
    await noProblems()
    expect(await engineer.locator('[data-node]').count()).toBe(COUNT)
    await picture(engineer, 'playbook-editor')
    await publish(engineer, 'First version', 1)
    const { body } = await api.get('/playbooks')
    const { id } = body.items.find(({ name }: Answered) => name === PLAYBOOK)
    const { body: detail } = await api.get(`/playbooks/${id}`)
    expect(detail.graph.nodes).toHaveLength(COUNT)
  })

  const form = () => engineer.getByRole('complementary', { name: 'Configuration' })

  it('is run by the analyst in the incident, and waits for the reports and then for the task', async () => {
    await menu(analyst, 'Incidents')
    await analyst.getByRole('link', { name: /INC-/ }).first().click()
    await analyst.getByRole('tab', { name: 'Operations' }).click()
    await analyst.getByRole('tab', { name: 'Playbooks' }).click()
    await analyst.getByRole('button', { name: 'Run playbook' }).first().click()
    const dialog = analyst.getByRole('dialog')
    await choose(dialog, 'Playbook', PLAYBOOK)
    await dialog.getByRole('button', { name: 'Run', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const { body } = await api.get(`/incidents/${incidentId}/runs`)
    runId = body.items[0].id
    await statusRow('Approve block').getByText('Waiting').waitFor()
    await picture(analyst, 'playbook-waiting')
    expect(await nodeIn('Malicious')).toMatchObject({ status: 'succeeded' })
    expect(await nodeIn('Detonate')).toMatchObject({ status: 'succeeded', iterations: { total: 2, succeeded: 2 } })
    expect(sandbox.asked.filter((each) => each.startsWith('GET /reports/det-0'))).toHaveLength(POLLS)
    expect(sandbox.asked.filter((each) => each.startsWith('GET /reports/det-2'))).toHaveLength(POLLS)
    expect(sandbox.asked.some((each) => each.includes('det-1'))).toBe(false)
  })

  /** The run of the incident; that of the nested playbook names this one too. */
  const runRow = () => analyst.getByRole('row', { name: new RegExp(`${PLAYBOOK} .*INC-`) })
  const statusRow = (name: string) => analyst.getByRole('row', { name: new RegExp(`^${name} `) })

  it('goes on when the task is approved on Home, takes the default when nobody answers, and ends with an error', async () => {
    await menu(analyst, 'SecOps')
    const card = analyst.getByRole('article', { name: `Block ${SENDER}` })
    await card.getByText('Found: stealer,stealer').waitFor()
    await card.getByRole('button', { name: 'Approve', exact: true }).click()
    // It is still to be done, but the playbook goes on.
    await card.getByRole('button', { name: 'Close', exact: true }).waitFor()
    await menu(analyst, 'Playbook executions')
    const row = runRow()
    await row.getByText('With errors').waitFor()
    await picture(analyst, 'playbook-executions')
    expect(await nodeIn('Tell users')).toMatchObject({ status: 'succeeded', port: 'tell' })
    expect(await nodeIn('Inform desk')).toMatchObject({ status: 'succeeded' })
    expect(await nodeIn('Note left')).toMatchObject({ status: 'skipped' })
    expect(sandbox.asked).toContain(`POST /notes {"text": "Desk: Block ${SENDER}"}`)
    await row.getByRole('link', { name: PLAYBOOK }).click()
  })

  it('shows the analyst which node failed and why', async () => {
    await analyst.getByRole('region', { name: `Run of ${PLAYBOOK}` }).waitFor()
    await waitForNode(analyst, 'Block sender', 'failed')
    await nodeOf(analyst, 'Block sender').click()
    const panel = analyst.getByRole('complementary', { name: 'Block sender' })
    await panel
      .getByText(/This version was switched off\. Correct the address of the resource/)
      .first()
      .waitFor()
    await panel.getByText('Gateway').first().waitFor()
    await picture(analyst, 'playbook-failed-node')
  })

  it('is repaired: the engineer corrects the resource, the analyst runs it again from there, and it completes', async () => {
    await menu(engineer, 'Integrations')
    await engineer.getByRole('link', { name: 'Sandbox' }).click()
    await engineer.getByRole('button', { name: 'Edit Gateway' }).click()
    const edit = engineer.getByRole('dialog')
    await edit.getByLabel('Address').fill(sandbox.address)
    await edit.getByRole('button', { name: 'Save resource' }).click()
    const gateway = engineer.getByRole('row', { name: /^Gateway/ })
    await gateway.getByRole('button', { name: 'Test connection' }).click()
    await gateway.getByText('Connected').waitFor()
    const panel = analyst.getByRole('complementary', { name: 'Block sender' })
    await panel.getByRole('button', { name: 'Run again' }).click()
    await analyst.getByRole('menuitem', { name: 'This node and all that follows' }).click()
    await analyst.getByRole('dialog').getByRole('button', { name: 'Run again', exact: true }).click()
    await analyst.getByRole('main').getByText('Completed').first().waitFor()
    await waitForNode(analyst, 'Block sender', 'succeeded')
    await picture(analyst, 'playbook-completed')
    const { status, nodes } = await run()
    expect(status).toBe('completed')
    expect(nodes.filter((node: Answered) => node.status === 'failed')).toEqual([])
    expect(sandbox.asked.filter((each) => each.startsWith('POST /blocks'))).toEqual([
      `POST /blocks {"sender": "${SENDER}"}`,
    ])
    expect(sandbox.asked).toContain('POST /notes {"text": "Sender is blocked"}')
    // What came before is not done again.
    expect(sandbox.asked.filter((each) => each.startsWith('POST /detonations'))).toHaveLength(2)
    expect(sandbox.asked.filter((each) => each.includes(`Desk: Block`))).toHaveLength(1)
  })

  it('is told in the war room of the incident and on the page of the executions', async () => {
    await menu(analyst, 'Playbook executions')
    await runRow().getByText('Completed').waitFor()
    await menu(analyst, 'Incidents')
    await analyst.getByRole('link', { name: /INC-/ }).first().click()
    await analyst.getByRole('tab', { name: 'Operations' }).click()
    await analyst.getByRole('tab', { name: 'War room' }).click()
    for (const said of [
      `started the playbook "${PLAYBOOK}"`,
      `approved the task "Block ${SENDER}"`,
      'took "tell" at "Tell users", as nobody answered in time',
      'failed at "Block sender"',
      `finished, with errors, the playbook "${PLAYBOOK}"`,
      `ran "Block sender" and what follows again in the playbook "${PLAYBOOK}"`,
      `finished the playbook "${PLAYBOOK}"`,
    ]) {
      await analyst.getByText(said).first().waitFor()
    }
    await picture(analyst, 'playbook-war-room')
  })

  it('met no error on the way', () => {
    expect([...engineer.problems, ...analyst.problems]).toEqual([])
  })
})
