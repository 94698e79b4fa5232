import type { Json } from '@tocsin/contracts/lists.ts'

const plain = /^[A-Za-z0-9_@$-]+$/

/**
 * The paths to the leaves of a value, as the path language writes them; elements of a list share one path, the first
 * element stands for all. At most `most` of them.
 */
export function jsonPaths(value: Json, most = 200): string[] {
  const found: string[] = []
  const visit = (at: Json, path: string) => {
    if (found.length >= most) return
    if (Array.isArray(at)) {
      const [first] = at
      if (first !== undefined) visit(first, path ? `${path}.[]` : '[]')
      else if (path) found.push(path)
    } else if (typeof at === 'object' && at !== null) {
      const entries = Object.entries(at)
      if (entries.length === 0 && path) found.push(path)
      for (const [key, inner] of entries) {
        const step = plain.test(key) ? key : `"${key}"`
        if (!key.includes('"')) visit(inner, path ? `${path}.${step}` : step)
      }
    } else if (path) found.push(path)
  }
  visit(value, '')
  return found
}

/** A value in one line, for the sample beside an offer. */
export function asSample(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
