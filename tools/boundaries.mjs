import { posix } from 'node:path'
import { findCycles } from './import-cycles.mjs'
import { readImports } from './read-imports.mjs'

/** What each package may import of ours; a folder after the slash narrows it. Docs: ARCHITECTURE.md, "Rooms". */
const ALLOWED = {
  contracts: [],
  engine: ['contracts'],
  content: ['contracts'],
  'action-runner': ['contracts'],
  server: ['contracts', 'engine', 'content', 'action-runner'],
  bridge: ['contracts', 'action-runner'],
  web: ['contracts', 'engine/playbook', 'engine/values'],
  packs: [],
  library: [],
}
/** They drive the product from outside and may import all of it. */
const FREE = ['testkit', 'e2e', 'bench']

/** A module of the server imports from its left and is heard on its right, by events. */
const ORDER =
  'platform settings access audit mail custom-fields notifications entities incident-templates tasks incidents triage integrations playbooks runs automation-rules alerts search dashboards reports compatibility link membership fleet'.split(
    ' ',
  )

const isTest = (path) => /\.test\.tsx?$/.test(path)
const inQuotes = (names) => names.map((name) => `"${name}"`).join(', ')

/**
 * One sentence per import that crosses a boundary of the architecture, and per circle of imports.
 * `sources` maps a file's path below the root to its text. Imports of types count: they bind as much as the others.
 */
export function findBoundaryBreaks(sources) {
  const breaks = []
  const graph = new Map()
  for (const [path, text] of sources) {
    const targets = []
    for (const { specifier, line, extends: extending } of readImports(text)) {
      const target = resolve(path, specifier, sources)
      if (target) targets.push(target)
      const reason = breakOfPackages(path, specifier, target) ?? (target && breakOfModules(path, target, extending))
      if (reason) breaks.push(`${path}:${line} imports ${target ?? specifier}: ${reason}`)
    }
    if (!isTest(path)) graph.set(path, targets)
  }
  for (const path of unknownModules(sources)) {
    breaks.push(
      `${path}: this folder has no place in the order of the server's modules; add it to tools/boundaries.mjs and ARCHITECTURE.md.`,
    )
  }
  for (const circle of findCycles(graph)) {
    breaks.push(
      `${circle[0]}: imports go in a circle, ${circle.join(' > ')}; move what they share into a file that both import.`,
    )
  }
  return breaks
}

/** The file that an import means, or null where it is a package from npm or of Node.js. */
function resolve(from, specifier, sources) {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : specifier.startsWith('@tocsin/')
      ? specifier.slice('@tocsin/'.length)
      : null
  if (path === null) return null
  const candidates = [path, `${path}/index.ts`, `${path}.ts`, `${path}.tsx`, `${path}/index.tsx`]
  return candidates.find((candidate) => sources.has(candidate)) ?? path
}

function breakOfPackages(path, specifier, target) {
  const [from] = path.split('/')
  if (FREE.includes(from)) return null
  if (target === null) {
    const allowed = from !== 'contracts' || isTest(path) || specifier === 'zod' || specifier.startsWith('zod/')
    return allowed ? null : 'contracts cross every wire and may import only zod.'
  }
  const [to, folder] = target.split('/')
  if (to === from) return null
  if (isTest(path) && to === 'testkit') return null
  if (specifier.startsWith('.'))
    return `another package is imported by its name, @tocsin/${to}, not by a relative path.`
  // The demo needs a vendor to talk to, and the testkit has one.
  if (path.startsWith('server/roles/demo/') && target.startsWith('testkit/vendors/')) return null
  const allowed = ALLOWED[from] ?? []
  if (allowed.includes(to) || allowed.includes(`${to}/${folder}`)) return null
  const list = allowed.length === 0 ? 'nothing of ours' : `of ours only ${inQuotes(allowed)}`
  return `the package "${from}" may import ${list}.`
}

function breakOfModules(path, target, extending) {
  if (isTest(path) || !target.startsWith('server/') || target.endsWith('.json')) return null
  const from = moduleOf(path)
  const to = moduleOf(target)
  // The files at the top of the server and its roles put the modules together.
  if (!path.startsWith('server/') || from === to || from === null || from === 'roles') return null
  if (to === null || to === 'roles') return `it puts the modules together, so no module may know it.`
  if (!ORDER.includes(from) || !ORDER.includes(to)) return null
  if (ORDER.indexOf(to) > ORDER.indexOf(from)) {
    return `"${to}" stands to the right of "${from}" in the order of modules; let "${to}" listen to an event of "${from}" instead.`
  }
  const isDoor = target === `server/${to}/index.ts` || /^server\/platform\/[^/]+\/index\.ts$/.test(target)
  if (!extending && !isDoor) return `what "${to}" offers to other modules is in server/${to}/index.ts; import that.`
  return null
}

/** The module of a file in the server; null for the files at its top. */
function moduleOf(path) {
  const parts = path.split('/')
  return parts.length > 2 ? parts[1] : null
}

function unknownModules(sources) {
  const names = new Set([...sources.keys()].filter((path) => path.startsWith('server/')).map(moduleOf))
  return [...names]
    .filter((name) => name !== null && name !== 'roles' && name !== 'migrations' && !ORDER.includes(name))
    .map((name) => `server/${name}`)
}
