import { evaluatePath, isObject } from './evaluate-path.ts'
import { parsePath } from './parse-path.ts'
import { type Path, PathError, type Step } from './path.ts'

type Way = Exclude<Step, { kind: 'select' }>[]

/**
 * The items of the list that a path names inside a value, each as the value that would be there if the list held only
 * this item: so every path into the value still finds it. The list is the last `[]` of the path, or what the path finds
 * if that is a list; in a value without such a list there is one item, the whole value (NOD-31).
 */
export function splitItems(path: string, value: unknown): unknown[] {
  const items: unknown[] = []
  collect(wayTo(path, value), 0, value, (each) => items.push(each))
  return items
}

/**
 * The value with only those items, counted as by splitItems; undefined where none is left. What held only items that
 * are gone is gone too.
 */
export function keepItems(path: string, value: unknown, positions: ReadonlySet<number>): unknown {
  let count = 0
  return keep(wayTo(path, value), 0, value, () => {
    count += 1
    return positions.has(count - 1)
  })
}

/** The steps from the value to its items, ending with the list. */
function wayTo(text: string, value: unknown): Way {
  const path = tryParse(text)
  const steps: Way = []
  for (const step of path?.steps ?? []) {
    if (step.kind === 'select') break
    steps.push(step)
  }
  const last = steps.findLastIndex((step) => step.kind === 'each')
  if (last >= 0) return steps.slice(0, last + 1)
  return Array.isArray(evaluatePath({ steps, pipes: [] }, value)) ? [...steps, { kind: 'each' }] : []
}

function tryParse(text: string): Path | null {
  try {
    return parsePath(text)
  } catch (error) {
    if (error instanceof PathError) return null
    throw error
  }
}

function collect(way: Way, at: number, value: unknown, found: (item: unknown) => void): void {
  const step = way[at]
  if (value === undefined || value === null) return
  if (!step) found(value)
  else if (step.kind === 'key') {
    if (!isObject(value) || !Object.hasOwn(value, step.name)) return
    collect(way, at + 1, value[step.name], (item) => found({ ...value, [step.name]: item }))
  } else if (Array.isArray(value)) {
    for (const element of value) collect(way, at + 1, element, (item) => found([item]))
  } else collect(way, at + 1, value, found)
}

function keep(way: Way, at: number, value: unknown, passes: () => boolean): unknown {
  const step = way[at]
  if (value === undefined || value === null) return undefined
  if (!step) return passes() ? value : undefined
  if (step.kind === 'key') {
    if (!isObject(value) || !Object.hasOwn(value, step.name)) return undefined
    const inner = keep(way, at + 1, value[step.name], passes)
    return inner === undefined ? undefined : { ...value, [step.name]: inner }
  }
  if (!Array.isArray(value)) return keep(way, at + 1, value, passes)
  const kept = value.map((element) => keep(way, at + 1, element, passes)).filter((element) => element !== undefined)
  return kept.length === 0 ? undefined : kept
}
