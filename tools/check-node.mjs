import { readFileSync } from 'node:fs'

/** Ends with one clear line when this Node.js is older than package.json wants. */
export function checkNode() {
  const wanted = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node
  const [major, minor] = wanted.replace(/^\D+/, '').split('.').map(Number)
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  process.stderr.write(
    `Tocsin needs Node.js ${major}.${minor} or newer; this is ${process.version}. Install a newer one from https://nodejs.org.\n`,
  )
  process.exit(1)
}
