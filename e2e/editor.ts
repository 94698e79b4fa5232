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
  await nodeOf(page, node).hover()
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
