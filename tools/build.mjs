import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkNode } from './check-node.mjs'
import { installIfNeeded } from './install.mjs'
import { root, runNode } from './run-command.mjs'
import { sourceStamp } from './source-stamp.mjs'

const stampFile = join(root, 'dist/.stamp')

/** Builds into dist/ unless that was made from the same sources. True when dist/ is good. */
export async function buildIfStale() {
  const stamp = sourceStamp()
  const built = [join(root, 'dist/server/main.js'), join(root, 'dist/web'), stampFile].every((path) => existsSync(path))
  if (built && readFileSync(stampFile, 'utf8').trim() === stamp) return true
  process.stderr.write('Building ...\n')
  return build(stamp)
}

/** Builds the server and the web in parallel; what is there stays in use until the new one is whole. */
export async function build(stamp = sourceStamp()) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const results = await Promise.all([buildServer(), buildWeb()])
  for (const problem of results.filter((result) => result !== null)) process.stderr.write(`${problem}\n`)
  if (results.some((result) => result !== null)) return false
  writeFileSync(stampFile, `${stamp}\n`)
  return true
}

/** One file with the workspaces in it; packages from npm stay in node_modules. */
async function buildServer() {
  const { build: bundle, stop } = await import('esbuild')
  const draft = join(root, `dist/server.${process.pid}`)
  try {
    await bundle({
      absWorkingDir: root,
      entryPoints: { main: 'server/main.ts' },
      outdir: draft,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'error',
      plugins: [{ name: 'packages', setup: leavePackagesOutside }],
    })
    replace(draft, join(root, 'dist/server'))
    return null
  } catch (error) {
    return `The server could not be built: ${error.message}`
  } finally {
    // esbuild leaves a process running, and `npm start` goes on as the program.
    await stop()
    rmSync(draft, { recursive: true, force: true })
  }
}

function leavePackagesOutside(esbuild) {
  esbuild.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
    if (kind === 'entry-point' || path.startsWith('@tocsin/')) return undefined
    return { path, external: true }
  })
}

async function buildWeb() {
  if (!existsSync(join(root, 'web/vite.config.ts'))) return null
  const draft = join(root, `dist/web.${process.pid}`)
  const vite = 'node_modules/vite/bin/vite.js'
  const args = ['build', 'web', '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn']
  const { code, text } = await runNode([vite, ...args], {
    output: 'kept',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code === 0) replace(draft, join(root, 'dist/web'))
  rmSync(draft, { recursive: true, force: true })
  return code === 0 ? null : `The web could not be built:\n${text}`
}

function replace(draft, place) {
  const old = `${draft}.old`
  if (existsSync(place)) renameSync(place, old)
  renameSync(draft, place)
  rmSync(old, { recursive: true, force: true })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  checkNode()
  await installIfNeeded()
  process.exitCode = (await (process.argv.includes('--if-stale') ? buildIfStale() : build())) ? 0 : 1
}
