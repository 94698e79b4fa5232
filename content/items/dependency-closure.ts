import { type ContentItem, type ContentReference, itemKey } from './content-item.ts'

export interface ClosureItem {
  item: ContentItem
  /** Items that need this one; empty for what was only asked for. */
  neededBy: ContentReference[]
  /** It was asked for by name, not only needed. */
  asked: boolean
}

export interface MissingDependency extends ContentReference {
  name: string
  why: string
  neededBy: ContentReference
}

export interface DependencyClosure {
  /** Every item after all that it needs. */
  items: ClosureItem[]
  /** Needed, but `resolve` knew nothing of it. */
  missing: MissingDependency[]
  /** Circles, each as the items on it in the order of need; they have no order of their own in `items`. */
  cycles: ContentReference[][]
}

/**
 * What travels along (FLT-32). The order is the same for the same set of items, whatever the order of the question.
 * `resolve` is asked once for each dependency; null for an item that does not exist.
 */
export async function dependencyClosure(
  asked: readonly ContentItem[],
  resolve: (reference: ContentReference) => Promise<ContentItem | null> | ContentItem | null,
): Promise<DependencyClosure> {
  const found = await collect(asked, resolve)
  const askedFor = new Set(asked.map(itemKey))
  const { order, cycles } = sortByNeed(found.items)
  const items = order.map((item) => ({
    item,
    neededBy: found.neededBy.get(itemKey(item)) ?? [],
    asked: askedFor.has(itemKey(item)),
  }))
  return { items, missing: found.missing, cycles }
}

async function collect(
  asked: readonly ContentItem[],
  resolve: (reference: ContentReference) => Promise<ContentItem | null> | ContentItem | null,
) {
  const items = new Map(asked.map((item) => [itemKey(item), item]))
  const absent = new Set<string>()
  const missing: MissingDependency[] = []
  const neededBy = new Map<string, ContentReference[]>()
  for (const item of items.values()) {
    // A map goes on over what is added to it, so this walks the whole closure.
    const needing = { kind: item.kind, id: item.id }
    for (const dependency of item.dependsOn) {
      const key = itemKey(dependency)
      if (!items.has(key) && !absent.has(key)) {
        const resolved = await resolve({ kind: dependency.kind, id: dependency.id })
        if (resolved) items.set(key, resolved)
        else absent.add(key)
      }
      if (absent.has(key)) missing.push({ ...dependency, neededBy: needing })
      else addNeed(neededBy, key, needing)
    }
  }
  return { items, missing, neededBy }
}

function addNeed(neededBy: Map<string, ContentReference[]>, key: string, needing: ContentReference): void {
  const list = neededBy.get(key)
  if (!list) neededBy.set(key, [needing])
  else if (!list.some((each) => itemKey(each) === itemKey(needing))) list.push(needing)
}

/** Depth first without recursion: a chain of needs may be as long as a release. */
function sortByNeed(items: ReadonlyMap<string, ContentItem>): { order: ContentItem[]; cycles: ContentReference[][] } {
  const order: ContentItem[] = []
  const cycles: ContentReference[][] = []
  const done = new Set<string>()
  const onPath = new Set<string>()
  for (const root of [...items.keys()].sort()) {
    const path: Visit[] = []
    const enter = (key: string) => {
      path.push(visit(items, key))
      onPath.add(key)
    }
    if (!done.has(root)) enter(root)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.open.pop()
      if (next === undefined) {
        done.add(top.key)
        onPath.delete(top.key)
        order.push(top.item)
        path.pop()
      } else if (onPath.has(next)) {
        const circle = path.slice(path.findIndex(({ key }) => key === next))
        cycles.push(circle.map(({ item }) => ({ kind: item.kind, id: item.id })))
      } else if (!done.has(next)) {
        enter(next)
      }
    }
  }
  return { order, cycles }
}

interface Visit {
  key: string
  item: ContentItem
  /** Keys still to visit, last first. */
  open: string[]
}

function visit(items: ReadonlyMap<string, ContentItem>, key: string): Visit {
  const item = items.get(key)!
  const open = [...new Set(item.dependsOn.map(itemKey))].filter((each) => items.has(each)).sort()
  return { key, item, open: open.reverse() }
}
