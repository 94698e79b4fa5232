import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findRoot } from '@tocsin/server/platform/index.ts'
import { noBrowser, openBrowser, openPerson, signIn } from './browser.ts'
import { EMAIL, PASSWORD, startFresh } from './fresh-program.ts'
import { runPhishing } from './phishing-run.ts'
import { startSandbox } from './sandbox.ts'
import { mainScreens, playbookScreens, populated, show } from './screens.ts'

const MOST_BYTES = 400_000
/** What the project keeps; names on the command line choose others, `all` takes all. */
const KEPT = [
  ...['mssp-dashboard', 'nodes', 'push', 'incidents', 'war-room', 'triage', 'entities', 'home', 'editor', 'run'],
  ...['integration', 'alerts', 'rules', 'custom-fields', 'runs'],
  ...['playbook-editor', 'playbook-versions', 'playbook-run', 'playbook-run-list'],
]
const asked = process.argv.slice(2)
const isChosen = (name: string) => asked.includes('all') || (asked.length > 0 ? asked : KEPT).includes(name)
const folder = process.env.TOCSIN_PICTURES ?? join(findRoot(), 'docs/pictures')

/** Pictures of the demo for README and for those who look after its looks: `npx tsx e2e/pictures.ts [name …]`. */
async function takePictures(): Promise<void> {
  if (noBrowser) throw new Error(`No pictures: ${noBrowser}.`)
  await mkdir(folder, { recursive: true })
  const sandbox = await startSandbox()
  const fresh = await startFresh(['--demo'])
  const browser = await openBrowser()
  try {
    await populated(fresh)
    const phishing = await runPhishing(await fresh.signIn('acme'), sandbox)
    const screens = [...(await mainScreens(fresh)), ...playbookScreens(phishing)].filter(({ name }) => isChosen(name))
    for (const theme of ['dark', 'light'] as const) {
      const page = await openPerson(browser, { theme })
      page.setDefaultTimeout(15_000)
      for (const slug of ['mssp', 'acme']) await signIn(page, fresh.address, slug, EMAIL, PASSWORD)
      for (const screen of screens) {
        const path = join(folder, `${screen.name}-${theme}.png`)
        try {
          await show(page, fresh.address, screen)
        } catch (error) {
          process.stderr.write(`${screen.name}: ${error instanceof Error ? error.message : error}\n`)
        }
        // Charts and live marks come to rest.
        await page.waitForTimeout(700)
        await page.screenshot({ path, animations: 'disabled' })
        const { size } = await stat(path)
        process.stdout.write(`${path} ${Math.round(size / 1000)} kB\n`)
        if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes.`)
      }
      for (const problem of page.problems) process.stderr.write(`${theme}: ${problem}\n`)
      await page.context().close()
    }
  } finally {
    await browser.close()
    await fresh.discard()
    await sandbox.close()
  }
}

await takePictures()
