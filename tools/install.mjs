import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNpm } from './run-command.mjs'

const QUIET = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']

/** Installs the packages that package-lock.json names when they are missing or older than it. Exits on failure. */
export async function installIfNeeded() {
  if (isInstalled()) return
  process.stderr.write('Installing packages ...\n')
  const fresh = !existsSync(join(root, 'node_modules'))
  const clean = fresh && (await runNpm(['ci', ...QUIET], { output: 'stderr' })).code === 0
  if (clean) return
  // npm ci may refuse a lock over a platform package that the registry in use lacks.
  const { code } = await runNpm(['install', ...QUIET], { output: 'stderr' })
  if (code === 0) return
  process.stderr.write('The packages could not be installed; npm says above why. Check the network and run it again.\n')
  process.exit(1)
}

function isInstalled() {
  const marker = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false })
  const lock = statSync(join(root, 'package-lock.json'), { throwIfNoEntry: false })
  return marker !== undefined && (lock === undefined || marker.mtimeMs >= lock.mtimeMs)
}
