import type { FleetWidget, WidgetKind } from '@tocsin/contracts/fleet-dashboard.ts'
import { type Layout, type LayoutItem, moveElement, verticalCompactor } from 'react-grid-layout/core'

export const gridColumns = 12
export const leastSize = { w: 2, h: 4 }

export function layoutOf(widgets: readonly FleetWidget[]): LayoutItem[] {
  return widgets.map(({ id, layout }) => ({ i: id, ...layout, minW: leastSize.w, minH: leastSize.h }))
}

/** The widgets at the places of a grid layout; a widget that the layout does not know stays where it is. */
export function withLayout(widgets: readonly FleetWidget[], layout: Layout): FleetWidget[] {
  return widgets.map((widget) => {
    const place = layout.find(({ i }) => i === widget.id)
    return place ? { ...widget, layout: { x: place.x, y: place.y, w: place.w, h: place.h } } : widget
  })
}

/** Is anything at another place than before? */
export function isMoved(before: readonly FleetWidget[], after: readonly FleetWidget[]): boolean {
  const places = (widgets: readonly FleetWidget[]) =>
    JSON.stringify(widgets.map(({ id, layout: { x, y, w, h } }) => [id, x, y, w, h]))
  return places(before) !== places(after)
}

/** A key moves a widget by one column or past its neighbour; with Shift it makes it one larger or smaller. */
export function nudge(
  widgets: readonly FleetWidget[],
  id: string,
  by: { x: number; y: number },
  resizes: boolean,
): FleetWidget[] {
  const layout = layoutOf(widgets)
  const item = layout.find(({ i }) => i === id)
  if (!item) return [...widgets]
  const to = resizes ? { x: item.x, y: item.y } : stepOf(layout, item, by)
  if (resizes) {
    item.w = Math.min(Math.max(item.w + by.x, leastSize.w), gridColumns - item.x)
    item.h = Math.max(item.h + by.y, leastSize.h)
  }
  const moved = moveElement(layout, item, to.x, to.y, true, false, 'vertical', gridColumns)
  return withLayout(widgets, verticalCompactor.compact(moved, gridColumns))
}

/** Sideways by one column; up and down to the far side of the nearest widget in the same columns. */
function stepOf(layout: LayoutItem[], item: LayoutItem, by: { x: number; y: number }): { x: number; y: number } {
  const x = Math.min(Math.max(item.x + by.x, 0), gridColumns - item.w)
  const beside = layout.filter((one) => one.i !== item.i && one.x < item.x + item.w && item.x < one.x + one.w)
  if (by.y > 0) {
    const below = beside.filter(({ y }) => y >= item.y + item.h).sort((one, other) => one.y - other.y)[0]
    return { x, y: below ? below.y + below.h : item.y }
  }
  if (by.y < 0) {
    const above = beside.filter(({ y }) => y < item.y).sort((one, other) => other.y - one.y)[0]
    return { x, y: above ? above.y : 0 }
  }
  return { x, y: item.y }
}

const sizes: Record<WidgetKind, { w: number; h: number }> = {
  'open-by-tenant': { w: 6, h: 8 },
  'open-by-severity': { w: 3, h: 8 },
  'open-by-type': { w: 3, h: 8 },
  'open-by-status': { w: 3, h: 8 },
  'created-closed': { w: 6, h: 8 },
}

/** A new widget below the others, with the settings everybody begins with. */
export function newWidget(kind: WidgetKind, title: string, widgets: readonly FleetWidget[]): FleetWidget {
  const taken = new Set(widgets.map(({ id }) => id))
  const id = [kind, ...Array.from({ length: widgets.length + 1 }, (_, n) => `${kind}-${n + 2}`)].find(
    (one) => !taken.has(one),
  )
  const y = Math.max(0, ...widgets.map(({ layout }) => layout.y + layout.h))
  return {
    id: id ?? kind,
    kind,
    title,
    range: { last: kind === 'created-closed' ? '30d' : 'all' },
    date: 'creation',
    refresh: 5,
    targets: { all: true },
    layout: { x: 0, y, ...sizes[kind] },
  }
}
