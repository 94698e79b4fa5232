import { isRecord } from '../canonical/canonical-json.ts'
import { sameJson } from '../canonical/equal.ts'
import { diff } from './diff.ts'
import { areComparable, byId, type Entity, isEntityList } from './entity-list.ts'
import { mergeOrder } from './merge-order.ts'
import { childPath, isCovered, orderPath, reachesBelow, type ValuePath } from './value-path.ts'

/** The three sides of one place; undefined is absent. */
export interface Sides {
  base?: unknown
  theirs?: unknown
  ours?: unknown
}

/** A field that both sides changed, differently (FLT-35). */
export interface Conflict extends Sides {
  path: ValuePath
}

/** A value that the tenant set for itself (FLT-36); `theirs` is what the console has there. */
export interface Override extends Sides {
  path: ValuePath
}

export interface MergeRules {
  /** Paths at which the tenant's own value survives every push. */
  overridable?: readonly ValuePath[]
  /** Paths that the tenant cannot change: the console's value holds. Stronger than `overridable`. */
  locked?: readonly ValuePath[]
  /** Whose value a conflict takes in `merged`; the conflict is listed all the same. */
  prefer?: 'tenant' | 'console'
}

export interface Merge {
  merged: unknown
  conflicts: Conflict[]
  overridesKept: Override[]
  /** Overrides inside of something that the console removed. */
  overridesDropped: Override[]
  /** Changes of the tenant at locked paths, taken back. */
  changesTakenBack: Override[]
}

/**
 * Three-way merge (FLT-35): `base` is what was last pushed, `theirs` what the console has now, `ours` what the tenant
 * has. What one side changed is taken; what both changed alike is fine; what they changed differently is a conflict.
 * Objects merge by key, lists of objects with ids by id, other lists are one value. An absent base (undefined) means
 * that nothing was pushed before. Pure; `merged` shares parts with its inputs.
 */
export function merge(base: unknown, theirs: unknown, ours: unknown, rules: MergeRules = {}): Merge {
  const merging = new Merging(rules)
  const merged = merging.value('', { base, theirs, ours })
  return { merged, ...merging.found }
}

class Merging {
  readonly found: Omit<Merge, 'merged'> = {
    conflicts: [],
    overridesKept: [],
    overridesDropped: [],
    changesTakenBack: [],
  }
  private readonly overridable: readonly ValuePath[]
  private readonly locked: readonly ValuePath[]
  private readonly preferConsole: boolean

  constructor(rules: MergeRules) {
    this.overridable = rules.overridable ?? []
    this.locked = rules.locked ?? []
    this.preferConsole = rules.prefer === 'console'
  }

  value(path: ValuePath, sides: Sides): unknown {
    const { base, theirs, ours } = sides
    if (sameJson(theirs, ours) || sameJson(ours, base)) return theirs
    if (isCovered(path, this.locked)) return this.takeBack(path, sides)
    if (isRecord(theirs) && isRecord(ours) && (base === undefined || isRecord(base))) {
      if (areComparable(base === undefined ? [theirs, ours] : [base, theirs, ours])) {
        return this.record(path, base ?? {}, theirs, ours)
      }
    }
    if (isEntityList(theirs) && isEntityList(ours) && (base === undefined || isEntityList(base))) {
      return this.entities(path, base ?? [], theirs, ours)
    }
    return this.whole(path, sides)
  }

  private record(
    path: ValuePath,
    base: Record<string, unknown>,
    theirs: Record<string, unknown>,
    ours: Record<string, unknown>,
  ): Record<string, unknown> {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)])
    const entries = [...keys].map((key): [string, unknown] => {
      const sides = { base: own(base, key), theirs: own(theirs, key), ours: own(ours, key) }
      return [key, this.value(childPath(path, key), sides)]
    })
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }

  private entities(path: ValuePath, base: Entity[], theirs: Entity[], ours: Entity[]): unknown[] {
    const [inBase, inTheirs, inOurs] = [byId(base), byId(theirs), byId(ours)]
    const kept = new Map<string, unknown>()
    for (const id of new Set([...inTheirs.keys(), ...inOurs.keys()])) {
      const sides = { base: inBase.get(id), theirs: inTheirs.get(id), ours: inOurs.get(id) }
      const value = this.value(childPath(path, id), sides)
      if (value !== undefined) kept.set(id, value)
    }
    const orders = { base: [...inBase.keys()], theirs: [...inTheirs.keys()], ours: [...inOurs.keys()] }
    const order = mergeOrder(orders, new Set(kept.keys()), (shared) => {
      const chosen = this.whole(orderPath(path), shared)
      return chosen === shared.theirs ? shared.theirs : shared.ours
    })
    return order.map((id) => kept.get(id))
  }

  /** A place that cannot be merged further; the tenant has changed it. */
  private whole(path: ValuePath, sides: Sides): unknown {
    const { base, theirs, ours } = sides
    if (isCovered(path, this.overridable)) {
      this.found.overridesKept.push({ path, ...present(sides) })
      return ours
    }
    if (theirs !== undefined && reachesBelow(path, this.locked)) return this.takeBack(path, sides)
    if (sameJson(theirs, base)) return ours
    if (theirs === undefined && base !== undefined && ours !== undefined) {
      const changes = diff(base, ours).map((change) => ({ ...change, path: `${path}${change.path}` }))
      if (changes.every((change) => isCovered(change.path, this.overridable))) {
        const dropped = changes.map(({ path: at, before, after }) => ({
          path: at,
          ...present({ base: before, ours: after }),
        }))
        this.found.overridesDropped.push(...dropped)
        return undefined
      }
    }
    this.found.conflicts.push({ path, ...present(sides) })
    return this.preferConsole ? theirs : ours
  }

  private takeBack(path: ValuePath, sides: Sides): unknown {
    this.found.changesTakenBack.push({ path, ...present(sides) })
    return sides.theirs
  }
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Without the sides that are absent, so that the record is the same after a journey as JSON. */
function present({ base, theirs, ours }: Sides): Sides {
  return {
    ...(base === undefined ? {} : { base }),
    ...(theirs === undefined ? {} : { theirs }),
    ...(ours === undefined ? {} : { ours }),
  }
}
