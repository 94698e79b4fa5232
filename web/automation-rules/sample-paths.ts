import type { Json } from '@tocsin/contracts/lists.ts'

export interface SamplePath {
  path: string
  /** The value there in the first alert that has one, cut to a line. */
  sample: string
}

/** Deeper than this nobody maps by hand. */
const deepest = 8

/** Paths to every single value of some alerts, in the language of rules: `alert.severity`, `resources.[].arn`. */
export function samplePaths(alerts: Json[]): SamplePath[] {
  const found = new Map<string, string>()
  const visit = (value: Json, path: string, depth: number) => {
    if (value === null || depth > deepest) return
    if (Array.isArray(value)) for (const one of value.slice(0, 5)) visit(one, `${path}.[]`, depth + 1)
    else if (typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) visit(one, path ? `${path}.${name}` : name, depth + 1)
    } else if (path && !found.has(path)) found.set(path, String(value).slice(0, 60))
  }
  for (const alert of alerts) visit(alert, '', 0)
  return [...found].map(([path, sample]) => ({ path, sample }))
}
