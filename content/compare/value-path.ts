/**
 * Paths into content: JSON pointers in which an object of a list is named by its `id`, not by its place, so that a path
 * still means the same after somebody inserted before it: `/nodes/6f0d…/inputs/ip`. `/nodes/#order` is the order of
 * that list. Inside a segment `~` is written `~0`, `/` is `~1` and `#` is `~2`.
 */
export type ValuePath = string

export const ORDER = '#order'

export function childPath(path: ValuePath, segment: string): ValuePath {
  return `${path}/${segment.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('#', '~2')}`
}

export function orderPath(path: ValuePath): ValuePath {
  return `${path}/${ORDER}`
}

/** The segments, read back; the root `''` has none. */
export function pathSegments(path: ValuePath): string[] {
  if (path === '') return []
  return path
    .slice(1)
    .split('/')
    .map((segment) =>
      segment === ORDER ? ORDER : segment.replaceAll('~2', '#').replaceAll('~1', '/').replaceAll('~0', '~'),
    )
}

/**
 * Whether a path is what one of the patterns names, or lies below it. A pattern is a path in which `*` stands for any
 * one segment: `/nodes/*` covers all of every node.
 */
export function isCovered(path: ValuePath, patterns: readonly ValuePath[]): boolean {
  return patterns.some((pattern) => matchesFrom(pattern.split('/'), path.split('/')))
}

function matchesFrom(pattern: string[], path: string[]): boolean {
  return pattern.length <= path.length && pattern.every((part, index) => part === '*' || part === path[index])
}

/** Whether a pattern names something below the path (not the path itself). */
export function reachesBelow(path: ValuePath, patterns: readonly ValuePath[]): boolean {
  const above = path.split('/')
  return patterns.some((pattern) => {
    const parts = pattern.split('/')
    return parts.length > above.length && above.every((part, index) => parts[index] === '*' || parts[index] === part)
  })
}
