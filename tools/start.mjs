import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build.mjs'
import { checkNode } from './check-node.mjs'
import { installIfNeeded } from './install.mjs'
import { root } from './run-command.mjs'

checkNode()
await installIfNeeded()
if (!(await buildIfStale())) process.exit(1)

const main = join(root, 'dist/server/main.js')
stopOnce()
stopWithNpm()
// In this very process: whoever stops or kills it stops or kills the program, with nothing in between.
process.setSourceMapsEnabled(true)
process.argv = [process.argv[0], main, 'serve', ...process.argv.slice(2)]
await import(pathToFileURL(main).href)

/** Ctrl-C arrives twice, from the terminal and from npm: the second one must not cut the stop short. */
function stopOnce() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    let stopping = false
    process.on(signal, () => {
      if (!stopping && process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143)
      stopping = true
    })
  }
}

/** Nobody would know of a program whose npm was killed; it stops as if asked to. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const npm = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
