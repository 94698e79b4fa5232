import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's browser, or null where there is none: journeys are then skipped with this reason. */
export const browserPath = process.env.TOCSIN_BROWSER ?? candidates.find((path) => existsSync(path)) ?? null
export const noBrowser = browserPath === null ? 'no Chromium on this machine' : null

const quiet = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('There is no browser.')
  return chromium.launch({ executablePath: browserPath, args: quiet })
}

export interface Look {
  theme?: 'dark' | 'light'
  width?: number
}

/** A fresh person at a browser: own cookies, own settings; whatever the page reports as an error fails the journey. */
export async function openPerson(browser: Browser, look: Look = {}): Promise<Page & { problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: 900 },
    colorScheme: look.theme ?? 'dark',
    reducedMotion: 'reduce',
  })
  // The product starts dark and keeps what a person chose.
  await context.addInitScript((theme) => {
    // A new tab is empty at first and has no storage.
    if (window.origin !== 'null') localStorage.setItem('tocsin/theme', theme)
  }, look.theme ?? 'dark')
  const problems: string[] = []
  // Of the context: other tabs that the page opens count too.
  context.on('weberror', (error) => problems.push(`page: ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text()))
      problems.push(`console: ${message.text()}`)
  })
  return Object.assign(await context.newPage(), { problems })
}

export async function signIn(
  page: Page,
  address: string,
  slug: string,
  email: string,
  password: string,
): Promise<void> {
  await page.goto(`${address}/${slug}/`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation').first().waitFor()
}

/** Keeps a picture of what is shown, in the folder named by TOCSIN_PICTURES; nowhere when that is not set. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TOCSIN_PICTURES
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Keeps a picture for whoever looks into a failure, and gives its path. */
export async function keepPicture(page: Page, name: string): Promise<string> {
  const folder = process.env.TOCSIN_PICTURES ?? tmpdir()
  const path = join(folder, `${name}-${Date.now()}.png`)
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path })
  return path
}
