import type { Path, Pipe, Step } from './path.ts'
import { toText } from './text.ts'

/**
 * Values found so far. A missing value stays as a hole (undefined), so that two paths over the same list keep their
 * positions when they are paired (PLC-09).
 */
interface Found {
  list: boolean
  /** True once `[]` met something that exists: an empty list is then a value, not a missing one. */
  met: boolean
  values: unknown[]
}

/** What a path finds in `root`: undefined for no value, an array where the path has `[]`; missing items are left out. */
export function evaluatePath(path: Path, root: unknown): unknown {
  return withoutHoles(run(path, [root], false))
}

/**
 * The same over the results of a node that ran several times: one list of all results, in order. With `holes`, an item
 * without the value stays as undefined in its position. `roots` of one element that is not `iterated` is evaluatePath.
 */
export function evaluateOver(path: Path, roots: readonly unknown[], iterated: boolean, holes = false): unknown {
  const found = run(path, roots, iterated)
  return holes ? found : withoutHoles(found)
}

function run(path: Path, roots: readonly unknown[], iterated: boolean): unknown {
  const start: Found = { list: iterated, met: iterated, values: roots.map(present) }
  const found = path.steps.reduce(take, start)
  if (path.pipes.length > 0) return path.pipes.reduce(pipe, withoutHoles(collected(found)))
  return collected(found)
}

function collected(found: Found): unknown {
  if (!found.list) return found.values[0]
  if (found.values.length === 0) return found.met ? [] : undefined
  return found.values
}

function withoutHoles(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.some((item) => item === undefined) ? value.filter((item) => item !== undefined) : value
}

function take(found: Found, step: Step): Found {
  switch (step.kind) {
    case 'key':
      return { ...found, values: found.values.map((value) => keyOf(value, step.name)) }
    case 'each':
      return {
        list: true,
        met: found.met || found.values.some((value) => value !== undefined),
        values: found.values.flatMap(elements),
      }
    case 'select':
      return { ...found, values: found.values.map((value) => select(value, step.pairs)) }
  }
}

function keyOf(value: unknown, name: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
  return present(value[name])
}

function elements(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(present) : [value]
}

function select(value: unknown, pairs: { name: string; path: Path }[]): unknown {
  if (!isObject(value)) return undefined
  // A column without a value stays, so that every row of the table has the same columns.
  return Object.fromEntries(pairs.map((pair) => [pair.name, evaluatePath(pair.path, value) ?? null]))
}

function pipe(value: unknown, step: Pipe): unknown {
  if (value === undefined) return undefined
  const items = Array.isArray(value) ? value : [value]
  if (step.kind === 'join') return items.map(toText).join(step.separator)
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...seen.values()]
}

function present(value: unknown): unknown {
  return value === null ? undefined : value
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
