import type { Json } from '@tocsin/contracts/lists.ts'
import { jsonPaths } from './json-paths.ts'

/** The lists inside an output, from its declared paths and from a real value: `data.[]` of `data.[].name`. */
export function listPaths(declared: readonly string[], sample: Json | undefined): string[] {
  const all = [...declared, ...(sample === undefined ? [] : jsonPaths(sample))]
  const found = all.flatMap((path) => {
    const parts = path.split('[]')
    // Every `[]` ends the path of one list; lists inside of lists are offered too.
    return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('[]')}[]`)
  })
  return [...new Set(found)].sort()
}
