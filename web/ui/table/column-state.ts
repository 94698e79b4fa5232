import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  label: string
  /** What the row shows; keep it to one line. */
  cell: (row: Row) => ReactNode
  /** Width in pixels; without one the column shares the space that is left. */
  width?: number
  align?: 'end'
  /** Name the server sorts by, where it can. */
  sort?: string
  /** Not shown until the user asks for it. */
  extra?: boolean
  /** Opens the row; shown always. One column of a table has it. */
  opens?: boolean
}

/** What a user chose: order and which are hidden. Columns that were born later keep their own place and default. */
export interface ColumnChoice {
  order: string[]
  hidden: string[]
}

/** The choice as it stands when nothing was chosen yet. */
export function defaultChoice<Row>(columns: Column<Row>[]): ColumnChoice {
  return { order: columns.map(({ key }) => key), hidden: columns.filter(({ extra }) => extra).map(({ key }) => key) }
}

/** All columns in the user's order; unknown ones of the choice are left out, new ones follow their neighbour. */
export function orderedColumns<Row>(columns: Column<Row>[], choice: ColumnChoice): Column<Row>[] {
  const result = choice.order.flatMap((key) => columns.find((column) => column.key === key) ?? [])
  columns.forEach((column, index) => {
    if (result.includes(column)) return
    const neighbour = columns[index - 1]
    result.splice(neighbour ? result.indexOf(neighbour) + 1 : 0, 0, column)
  })
  return result
}

export function isHidden<Row>(column: Column<Row>, choice: ColumnChoice): boolean {
  if (column.opens) return false
  return choice.order.includes(column.key) ? choice.hidden.includes(column.key) : Boolean(column.extra)
}

export function visibleColumns<Row>(columns: Column<Row>[], choice: ColumnChoice): Column<Row>[] {
  return orderedColumns(columns, choice).filter((column) => !isHidden(column, choice))
}

export function toggleColumn<Row>(columns: Column<Row>[], choice: ColumnChoice, key: string): ColumnChoice {
  const hidden = columns
    .filter((column) => isHidden(column, choice) !== (column.key === key))
    .map((column) => column.key)
  return { order: orderedColumns(columns, choice).map((column) => column.key), hidden }
}

/** Moves a column by one place, up (-1) or down (1). */
export function moveColumn<Row>(columns: Column<Row>[], choice: ColumnChoice, key: string, by: -1 | 1): ColumnChoice {
  const order = orderedColumns(columns, choice).map((column) => column.key)
  const from = order.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return choice
  order.splice(to, 0, ...order.splice(from, 1))
  return { order, hidden: columns.filter((column) => isHidden(column, choice)).map((column) => column.key) }
}

/** A click on a header: ascending, then descending, then the list's own order. */
export function nextSort(current: string | undefined, name: string): string | undefined {
  if (current === name) return `-${name}`
  return current === `-${name}` ? undefined : name
}

/** The widths as a CSS grid template, with room for the tick boxes. */
export function gridTemplate<Row>(columns: Column<Row>[], selectable: boolean): string {
  const widths = columns.map(({ width }) => (width ? `${width}px` : 'minmax(160px, 1fr)'))
  return [...(selectable ? ['40px'] : []), ...widths].join(' ')
}

/** The least width in pixels at which every column keeps its own. */
export function leastWidth<Row>(columns: Column<Row>[], selectable: boolean): number {
  return columns.reduce((sum, { width }) => sum + (width ?? 160), selectable ? 40 : 0)
}
