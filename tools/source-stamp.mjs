import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run-command.mjs'

const ROOMS = [
  'contracts',
  'engine',
  'content',
  'action-runner',
  'server',
  'bridge',
  'web',
  'testkit/vendors',
  'packs',
  'library',
]
const FILES = ['package-lock.json', 'tsconfig.json', 'tools/build.mjs']
const LEFT_OUT = /^(node_modules|dist|\..*|.*\.test\.tsx?)$/

/** A hash over everything that a build is made of: the same sources give the same stamp on every machine. */
export function sourceStamp() {
  const hash = createHash('sha256')
  for (const file of [...FILES, ...ROOMS.flatMap((room) => list(room))]) {
    if (!existsSync(join(root, file))) continue
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function list(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? list(join(folder, entry.name)) : [join(folder, entry.name)]))
}
