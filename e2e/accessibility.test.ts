import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openBrowser, openPerson, signIn } from './browser.ts'
import { EMAIL, type FreshProgram, PASSWORD, startFresh } from './fresh-program.ts'
import { mainScreens, populated, show } from './screens.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/**
 * Rules that are left out, with the reason. This one is an experiment of axe's: it wants everything that is drawn inside
 * of a node of a playbook in its name, where the name of the node and its kind say what it is.
 */
const rules = { 'label-content-name-mismatch': { enabled: false } }

describe.skipIf(noBrowser !== null)(`WCAG A and AA${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let fresh: FreshProgram
  let browser: Browser
  beforeAll(async () => {
    fresh = await startFresh(['--demo'])
    browser = await openBrowser()
    await populated(fresh)
  })
  afterAll(async () => {
    await browser?.close()
    await fresh?.discard()
  })

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe)
    const results = await page.evaluate(
      (values) =>
        (globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } }).axe.run(
          document,
          { runOnly: { type: 'tag', values: values.tags }, rules: values.rules, resultTypes: ['violations'] },
        ),
      { tags: STANDARD, rules },
    )
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, html }) => `${id} (${help}): ${target.join(' ')}\n    ${html.slice(0, 200)}`),
      )
  }

  it.each(['dark', 'light'] as const)('has no serious violation on the main screens in the %s theme', async (theme) => {
    const page = await openPerson(browser, { theme })
    page.setDefaultTimeout(20_000)
    await page.goto(`${fresh.address}/mssp/login`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    const found: Record<string, string[]> = { 'sign-in': await violations(page) }
    for (const slug of ['mssp', 'acme']) await signIn(page, fresh.address, slug, EMAIL, PASSWORD)
    for (const screen of await mainScreens(fresh)) {
      await show(page, fresh.address, screen)
      found[screen.name] = await violations(page)
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({})
    expect(page.problems).toEqual([])
    await page.context().close()
  })
})
