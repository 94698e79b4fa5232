import type { ContentReference, PlanCell, planRelease, ReleaseItem, Verdict } from '@tocsin/contracts/fleet.ts'
import type { z } from 'zod'

export type Plan = z.infer<typeof planRelease.response>
export type PlanTenant = Plan['tenants'][number]
export type Totals = Record<Verdict, number>

export const verdicts: readonly Verdict[] = ['add', 'change', 'same', 'conflict', 'blocked']

/** The letter of each verdict in the matrix; beside it stands the word. */
export const verdictSigns: Record<Verdict, string> = { add: '+', change: '~', same: '=', conflict: '!', blocked: '⊘' }

const keyOf = ({ kind, id }: ContentReference) => `${kind}/${id}`

/** Finds a cell by item and tenant. */
export function cellIndex(plan: Plan): (item: ContentReference, tenant: PlanTenant) => PlanCell | undefined {
  const cells = new Map(plan.cells.map((cell) => [`${cell.tenant}/${keyOf(cell.item)}`, cell]))
  return (item, tenant) => cells.get(`${tenant.id}/${keyOf(item)}`)
}

/** How many cells have each verdict. */
export function totalsOf(cells: readonly Pick<PlanCell, 'verdict'>[]): Totals {
  const totals: Totals = { add: 0, change: 0, same: 0, conflict: 0, blocked: 0 }
  for (const { verdict } of cells) totals[verdict] += 1
  return totals
}

/** Does somebody have to decide or do something before this arrives? */
export function needsMe({ verdict }: Pick<PlanCell, 'verdict'>): boolean {
  return verdict === 'conflict' || verdict === 'blocked'
}

/** The rows and columns in which somebody has to decide or do something; nothing is left out of the cells. */
export function onlyWhatNeedsMe(plan: Plan): { items: ReleaseItem[]; tenants: PlanTenant[] } {
  const open = plan.cells.filter(needsMe)
  const items = new Set(open.map(({ item }) => keyOf(item)))
  const tenants = new Set(open.map(({ tenant }) => tenant))
  return {
    items: plan.items.filter((item) => items.has(keyOf(item))),
    tenants: plan.tenants.filter(({ id }) => tenants.has(id)),
  }
}

/** The names of the items that an item travels along for. */
export function neededByNames(item: ReleaseItem, items: readonly ReleaseItem[]): string[] {
  return item.neededBy.map((reference) => items.find((one) => keyOf(one) === keyOf(reference))?.name ?? reference.id)
}
