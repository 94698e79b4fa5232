// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { type Column, nextSort } from './column-state.ts'
import styles from './Table.module.css'

interface TableHeadProps<Row> {
  columns: Column<Row>[]
  template: string
  sort?: string
  onSort?: (sort: string | undefined) => void
  ticks?: { all: boolean; some: boolean; count: number; toggleAll: () => void }
}

export function TableHead<Row>({ columns, template, sort, onSort, ticks }: TableHeadProps<Row>) {
  const t = useTexts(uiTexts)
  return (
    <div className={styles.head} role="row" style={{ gridTemplateColumns: template }}>
      {ticks && (
        <div className={`${styles.cell} ${styles.tick}`} role="columnheader">
          <Checkbox
            aria-label={t('selectAll', { n: ticks.count })}
            checked={ticks.all}
            indeterminate={ticks.some && !ticks.all}
            onChange={ticks.toggleAll}
            tabIndex={-1}
          />
        </div>
      )}
      {columns.map((column) => {
        const direction = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : undefined
        return (
          <div
            key={column.key}
            className={styles.cell}
            role="columnheader"
            data-align={column.align}
            aria-sort={column.sort ? (direction ?? 'none') : undefined}
          >
            {column.sort && onSort ? (
              <button
                type="button"
                className={styles.sort}
                data-sorted={direction}
                onClick={() => onSort(nextSort(sort, column.sort ?? ''))}
              >
                {column.label}
                {direction === 'ascending' && <IconChevronUp size={14} aria-hidden />}
                {direction === 'descending' && <IconChevronDown size={14} aria-hidden />}
              </button>
            ) : (
              <span className={styles.text}>{column.label}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}
