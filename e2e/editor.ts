import { eventually } from '@tocsin/testkit'
import type { Locator, Page } from 'playwright-core'

/** Choosing from a list that opens on click. */
export async function choose(form: Page | Locator, label: string, option: string): Promise<void> {
  const box = form.getByRole('combobox', { name: label, exact: true })
  await box.click()
  const page = 'page' in form ? form.page() : form
  await page.getByRole('option', { name: option, exact: true }).click()
}

export const nodeOf = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name} \\(`) }).first()

/** The form of the selected node, at the right of the canvas. */
export const formOf = (page: Page) => page.getByRole('complementary', { name: 'Configuration' })

/** By the + of a node; `choices` are the exit, where there are several, and the kind. The new node gets `name`. */
export async function addAfter(page: Page, node: string, choices: string[], name: string): Promise<Locator> {
  // A chosen node keeps its tools, wherever the canvas moves to.
  await nodeOf(page, node).click()
  await page.getByRole('button', { name: `Add after ${node}` }).click()
  const chooser = page.getByRole('dialog')
  for (const choice of choices) {
    await chooser
      .getByRole('option', { name: choice, exact: true })
      .or(chooser.getByRole('button', { name: choice }))
      .first()
      .click()
  }
  const form = formOf(page)
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  return form
}

/** Publishes what is on the canvas; waits until that is so. */
export async function publish(page: Page, description: string, version: number): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What changed').fill(description)
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText(`Version ${version} is published.`).waitFor()
}

/** Opens a value picker by the name of its button, and takes the value with exactly this path. */
export async function pickValue(form: Locator, button: string, path: string): Promise<void> {
  await form.getByRole('button', { name: button, exact: true }).click()
  const search = form.page().getByRole('combobox', { name: 'Search values' })
  await search.fill(path)
  await form.page().getByRole('option', { name: path, exact: true }).click()
  await search.waitFor({ state: 'detached' })
}

/** Draws a link with the mouse, from an exit to an entry, each by its name; again where the canvas still moved. */
export async function linkNodes(page: Page, exit: string, entry: string): Promise<void> {
  const links = page.locator('.react-flow__edge')
  const before = await links.count()
  const from = page.getByRole('img', { name: exit, exact: true })
  await eventually(async () => {
    await page.getByRole('button', { name: 'Show all' }).click()
    await atRest(from)
    await from.hover()
    await page.mouse.down()
    await page.getByRole('img', { name: entry, exact: true }).hover()
    await page.mouse.up()
    return (await links.count()) > before
  }, `a link from ${exit} to ${entry}`)
}

async function atRest(part: Locator): Promise<void> {
  const places: string[] = []
  await eventually(async () => {
    places.unshift(JSON.stringify(await part.boundingBox()))
    return places.length > 6 && new Set(places.slice(0, 6)).size === 1
  }, 'the canvas at rest')
}

/** Waits until the picture of a run shows a node in this state. */
export async function waitForNode(page: Page, name: string, status: string): Promise<void> {
  const named = page.getByRole('button', { name: new RegExp(`^${name} \\(`) })
  await page.locator(`[data-node][data-status="${status}"]`).filter({ has: named }).waitFor()
}
