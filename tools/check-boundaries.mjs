import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findBoundaryBreaks } from './boundaries.mjs'
import { root } from './run-command.mjs'

const LEFT_OUT = /^(node_modules|dist|docs|coverage|tools|\..*)$/

function readSources(folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.test(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return readSources(path)
      return folder !== '' && /\.tsx?$/.test(entry.name) ? [[path, readFileSync(join(root, path), 'utf8')]] : []
    })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sources = new Map(readSources())
  const breaks = findBoundaryBreaks(sources)
  for (const sentence of breaks) process.stdout.write(`${sentence}\n`)
  process.stdout.write(`Boundaries: ${sources.size} files, ${breaks.length} breaks.\n`)
  process.exitCode = breaks.length === 0 ? 0 : 1
}
