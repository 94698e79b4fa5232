// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type MouseEvent, memo } from 'react'
import type { Tone } from '../StatusTag.tsx'
import type { Column } from './column-state.ts'
import styles from './Table.module.css'

interface TableRowProps<Row> {
  row: Row
  id: string
  top: number
  index: number
  template: string
  columns: Column<Row>[]
  href?: string
  selectable: boolean
  selected: boolean
  active: boolean
  tint?: number
  tone?: Tone
  tickLabel: string
  onTick: (id: string, range: boolean) => void
  onPress: (id: string, event: MouseEvent) => void
}

function TableRowInner<Row>(props: TableRowProps<Row>) {
  const { row, id, columns, href } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself handles the keys
    <div
      id={`row-${id}`}
      className={styles.row}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.selectable ? props.selected : undefined}
      data-selected={props.selected || undefined}
      data-active={props.active || undefined}
      data-opens={href !== undefined || undefined}
      data-tone={props.tone}
      data-tint={props.tint === undefined ? undefined : props.tint % 2}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
      onClick={(event) => props.onPress(id, event)}
    >
      {props.selectable && (
        <div className={`${styles.cell} ${styles.tick}`} role="gridcell">
          <Checkbox
            aria-label={props.tickLabel}
            checked={props.selected}
            tabIndex={-1}
            onChange={(event) => props.onTick(id, (event.nativeEvent as PointerEvent).shiftKey)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div key={column.key} className={styles.cell} role="gridcell" data-align={column.align}>
          {column.opens && href !== undefined ? (
            <Link to={href} className={styles.link}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  )
}

export const TableRow = memo(TableRowInner) as typeof TableRowInner
