import { sameJson } from '../canonical/equal.ts'

export interface Orders {
  base: readonly string[]
  theirs: readonly string[]
  ours: readonly string[]
}

/**
 * The order of a merged list. Who alone moved something decides; `decide` is asked when both moved the same things
 * differently. What only one side has stays behind what stood before it there; where both put something at one
 * place, the smaller id goes first, so that the result does not depend on who is called theirs.
 */
export function mergeOrder(
  orders: Orders,
  kept: ReadonlySet<string>,
  decide: (shared: Orders) => readonly string[],
): string[] {
  const inTheirs = new Set(orders.theirs)
  const inOurs = new Set(orders.ours)
  const spine = chooseSpine(orders, (id) => kept.has(id) && inTheirs.has(id) && inOurs.has(id), decide)
  const shared = new Set(spine)
  const theirRuns = runsBehind(orders.theirs, kept, shared)
  const ourRuns = runsBehind(orders.ours, kept, shared)
  return [null, ...spine].flatMap((anchor) => {
    const runs = [theirRuns.get(anchor) ?? [], ourRuns.get(anchor) ?? []].sort(byFirst)
    return anchor === null ? runs.flat() : [anchor, ...runs.flat()]
  })
}

function chooseSpine(
  orders: Orders,
  isShared: (id: string) => boolean,
  decide: (shared: Orders) => readonly string[],
): readonly string[] {
  const theirs = orders.theirs.filter(isShared)
  const ours = orders.ours.filter(isShared)
  if (sameJson(theirs, ours)) return theirs
  const known = new Set(orders.base)
  const base = orders.base.filter(isShared)
  const known3 = { base, theirs: theirs.filter((id) => known.has(id)), ours: ours.filter((id) => known.has(id)) }
  if (known.size > 0 && theirs.length === known3.theirs.length) {
    if (sameJson(known3.theirs, base)) return ours
    if (sameJson(known3.ours, base)) return theirs
  }
  return decide({ base, theirs, ours })
}

/** What only this side has, in runs, by the shared id that stands before the run; null at the head of the list. */
function runsBehind(
  side: readonly string[],
  kept: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): Map<string | null, string[]> {
  const runs = new Map<string | null, string[]>()
  let anchor: string | null = null
  for (const id of side) {
    if (shared.has(id)) {
      anchor = id
    } else if (kept.has(id)) {
      const run = runs.get(anchor)
      if (run) run.push(id)
      else runs.set(anchor, [id])
    }
  }
  return runs
}

function byFirst(a: string[], b: string[]): number {
  const [first = ''] = a
  const [other = ''] = b
  return first < other ? -1 : first > other ? 1 : 0
}
