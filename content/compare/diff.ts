import { isRecord } from '../canonical/canonical-json.ts'
import { sameJson } from '../canonical/equal.ts'
import { areComparable, byId, type Entity, isEntityList } from './entity-list.ts'
import { childPath, orderPath, type ValuePath } from './value-path.ts'

/** One field that differs. An absent `before` was added, an absent `after` was removed; null is a value. */
export interface Difference {
  path: ValuePath
  before?: unknown
  after?: unknown
}

/**
 * What turns `before` into `after`, field by field; empty if both have the same canonical form. Lists of objects with
 * ids are compared by id, their order as one difference at `…/#order`; every other list is one value.
 */
export function diff(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = []
  compare('', before, after, found)
  return found
}

function compare(path: ValuePath, before: unknown, after: unknown, found: Difference[]): void {
  if (sameJson(before, after)) return
  if (isRecord(before) && isRecord(after) && areComparable([before, after])) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    for (const key of keys) compare(childPath(path, key), own(before, key), own(after, key), found)
  } else if (isEntityList(before) && isEntityList(after)) {
    compareEntities(path, before, after, found)
  } else {
    found.push({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    })
  }
}

function compareEntities(path: ValuePath, before: Entity[], after: Entity[], found: Difference[]): void {
  const old = byId(before)
  const now = byId(after)
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    compare(childPath(path, id), old.get(id), now.get(id), found)
  }
  const stayedBefore = before.filter(({ id }) => now.has(id)).map(({ id }) => id)
  const stayedAfter = after.filter(({ id }) => old.has(id)).map(({ id }) => id)
  if (!sameJson(stayedBefore, stayedAfter)) {
    found.push({ path: orderPath(path), before: before.map(({ id }) => id), after: after.map(({ id }) => id) })
  }
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
