import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Identifies the build that runs; from sources every start counts as a new one. */
export function readBuildStamp(root: string): string {
  const path = join(root, 'dist/.stamp')
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : String(Date.now())
}
