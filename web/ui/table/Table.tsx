// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be made of table elements
import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { CallError, useErrorText } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../preference.ts'
import type { Tone } from '../StatusTag.tsx'
import { useShortcut } from '../shortcuts.tsx'
import { EmptyState, ErrorState, Skeleton } from '../states.tsx'
import { uiTexts } from '../texts.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import {
  type Column,
  type ColumnChoice,
  defaultChoice,
  gridTemplate,
  leastWidth,
  visibleColumns,
} from './column-state.ts'
import { usePlace } from './place.ts'
import { useSelection } from './selection.ts'
import styles from './Table.module.css'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { rememberTrail } from './trail.ts'
import { useTint } from './use-tint.ts'

const rowHeight = 32

/** The part of a list that the table needs; `useList` gives it. For rows at hand pass only `rows`. */
export interface TableList<Row> {
  rows: Row[] | undefined
  total?: number
  /** There are more than `total`. */
  totalIsLeast?: boolean
  error?: unknown
  isOld?: boolean
  hasMore?: boolean
  isLoadingMore?: boolean
  loadMore?: () => void
  retry?: () => void
}

export interface TableProps<Row> {
  /** Unique name: columns, place and the trail of previous and next are kept under it. */
  name: string
  /** What the rows are, for screen readers and errors: "Incidents". */
  label: string
  columns: Column<Row>[]
  list: TableList<Row>
  rowId: (row: Row) => string
  href?: (row: Row) => string
  sort?: string
  onSort?: (sort: string | undefined) => void
  /** Makes rows selectable; what is shown beside "n selected". */
  bulk?: (ids: string[], clear: () => void) => ReactNode
  /** Left side of the bar above: saved queries as chips and the star that saves (INC-25, INC-26), filters. */
  toolbar?: ReactNode
  /** Shown when there is nothing at all. */
  empty: ReactNode
  /** Set while a search is in force: an empty list then offers to clear it (GEN-12). */
  onClearSearch?: () => void
  onEdit?: (row: Row) => void
  /** Live resource of the rows; those that change are tinted once. */
  resource?: string
  /** Colours a row by its state (TRI-07); the state is also a word in one of its columns. */
  tone?: (row: Row) => Tone | undefined
  /** As high as its rows and without a bar, for use inside a panel. */
  fit?: boolean
}

/** The one table: 32 px rows, virtual, sorted by the server, keyboard j k x e Enter. */
export function Table<Row>(props: TableProps<Row>) {
  const { name, columns, list, rowId, href, bulk, onEdit } = props
  const t = useTexts(uiTexts)
  const describe = useErrorText()
  const navigate = useNavigate()
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => list.rows ?? [], [list.rows])
  const ids = useMemo(() => rows.map(rowId), [rows, rowId])
  const [choice, setChoice] = usePreference<ColumnChoice>(`columns/${name}`, defaultChoice(columns))
  const shown = useMemo(() => visibleColumns(columns, choice), [columns, choice])
  const selection = useSelection(ids)
  const selectedHere = ids.filter((id) => selection.selected.has(id))
  const tint = useTint(props.resource)
  const [active, setActive] = useState<string | null>(null)
  const template = gridTemplate(shown, Boolean(bulk))

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    scrollMargin: rowHeight,
    getItemKey: (index) => ids[index] ?? index,
  })
  usePlace({ name, scroll, isReady: rows.length > 0, active, setActive, enabled: !props.fit })

  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasMore, loadMore } = list
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 40) loadMore?.()
  }, [hasMore, loadMore, lastShown, rows.length])

  const open = (id: string, newTab = false) => {
    const row = rows[ids.indexOf(id)]
    if (row === undefined || !href) return
    rememberTrail(name, ids)
    if (newTab) window.open(window.location.pathname.split('/', 2).join('/') + href(row), '_blank')
    else void navigate({ to: href(row) })
  }

  const move = (by: number) => {
    const at = Math.min(Math.max((active === null ? -1 : ids.indexOf(active)) + by, 0), ids.length - 1)
    const next = ids[at]
    if (next === undefined) return
    setActive(next)
    scroll.current?.focus({ preventScroll: true })
    virtual.scrollToIndex(at, { align: 'auto' })
  }

  const activeRow = active === null ? undefined : rows[ids.indexOf(active)]
  useShortcut('j', t('nextRow'), () => move(1), !props.fit)
  useShortcut('k', t('previousRow'), () => move(-1), !props.fit)
  useShortcut('x', t('tickRow'), () => active !== null && selection.toggle(active), !props.fit && Boolean(bulk))
  useShortcut('e', t('editRow'), () => activeRow !== undefined && onEdit?.(activeRow), !props.fit && Boolean(onEdit))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== scroll.current) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -1e9, End: 1e9 }
    const step = steps[event.key]
    if (step !== undefined) move(step)
    else if (event.key === 'Escape' && selection.selected.size) selection.clear()
    else if (event.key === 'Enter' && active !== null) open(active)
    else return
    event.preventDefault()
  }

  // Rows are memoised; the latest handlers are reached through this.
  const latest = useRef({ open, toggle: selection.toggle })
  latest.current = { open, toggle: selection.toggle }
  const onTick = useCallback((id: string, range: boolean) => latest.current.toggle(id, range), [])
  const onPress = useCallback(
    (id: string, event: MouseEvent) => {
      setActive(id)
      const target = event.target as HTMLElement
      if (target.closest('a')) return rememberTrail(name, ids)
      if (target.closest('button, input, label, [role="menu"]') || window.getSelection()?.toString()) return
      latest.current.open(id, event.ctrlKey || event.metaKey)
    },
    [name, ids],
  )

  const isBadQuery = list.error instanceof CallError && list.error.code === 'invalid_query'
  if (list.error && list.rows === undefined) {
    if (isBadQuery) return <EmptyState title={t('badQuery')} text={t('badQueryText')} />
    const title = t('notRead', { label: props.label })
    return <ErrorState error={list.error} title={title} retry={list.retry} compact={props.fit} />
  }
  const isEmpty = list.rows !== undefined && rows.length === 0

  return (
    <div className={styles.frame} data-fit={props.fit || undefined} data-panel={props.fit || undefined}>
      {!props.fit && (
        <div className={styles.bar} data-selecting={selectedHere.length > 0 || undefined}>
          {selectedHere.length > 0 && bulk ? (
            <>
              <strong>{t('selected', { n: selectedHere.length })}</strong>
              {bulk(selectedHere, selection.clear)}
              <span className={styles.spacer} />
              <Button variant="subtle" onClick={selection.clear}>
                {t('clearSelection')}
              </Button>
            </>
          ) : (
            <>
              {props.toolbar}
              <span className={styles.spacer} />
              <span aria-live="polite">
                {list.total !== undefined &&
                  t(list.totalIsLeast ? 'rowsOfMore' : rows.length < list.total ? 'rowsOf' : 'rows', {
                    n: rows.length,
                    total: list.total,
                  })}
              </span>
              <ColumnChooser columns={columns} choice={choice} onChoice={setChoice} />
            </>
          )}
        </div>
      )}
      {Boolean(list.error) && !isBadQuery && (
        <div className={styles.stale} role="alert">
          <span>{describe(list.error)}</span>
          {list.retry && <Button onClick={list.retry}>{t('retry')}</Button>}
        </div>
      )}
      <div
        ref={scroll}
        className={styles.scroll}
        role="grid"
        aria-label={props.label}
        aria-rowcount={(list.total ?? rows.length) + 1}
        aria-busy={list.rows === undefined}
        aria-activedescendant={active === null ? undefined : `row-${active}`}
        tabIndex={isEmpty ? -1 : 0}
        data-empty={isEmpty || undefined}
        data-list={name}
        onKeyDown={onKeyDown}
      >
        <div style={{ minWidth: leastWidth(shown, Boolean(bulk)) }}>
          <TableHead
            columns={shown}
            template={template}
            sort={props.sort}
            onSort={props.onSort}
            ticks={
              bulk && {
                all: ids.length > 0 && selectedHere.length === ids.length,
                some: selectedHere.length > 0,
                count: ids.length,
                toggleAll: selection.toggleAll,
              }
            }
          />
          {list.rows === undefined && (
            <SkeletonRows columns={shown} template={template} selectable={Boolean(bulk)} rows={props.fit ? 4 : 14} />
          )}
          <div
            className={styles.rows}
            role="rowgroup"
            data-old={list.isOld || undefined}
            style={{ height: virtual.getTotalSize() }}
          >
            {items.map((item) => {
              const row = rows[item.index]
              const id = ids[item.index]
              if (row === undefined || id === undefined) return null
              return (
                <TableRow
                  key={item.key}
                  row={row}
                  id={id}
                  index={item.index}
                  top={item.start - rowHeight}
                  template={template}
                  columns={shown}
                  href={href?.(row)}
                  selectable={Boolean(bulk)}
                  selected={selection.selected.has(id)}
                  active={active === id}
                  tint={tint.get(id)}
                  tone={props.tone?.(row)}
                  tickLabel={t('selectRow')}
                  onTick={onTick}
                  onPress={onPress}
                />
              )
            })}
          </div>
          {list.isLoadingMore && <div className={styles.more}>{t('loadingMore')}</div>}
        </div>
      </div>
      {isEmpty && (props.onClearSearch ? <NothingFound onClear={props.onClearSearch} /> : props.empty)}
    </div>
  )
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useTexts(uiTexts)
  return (
    <EmptyState
      title={t('nothingFound')}
      text={t('nothingFoundText')}
      action={<Button onClick={onClear}>{t('clearSearch')}</Button>}
    />
  )
}

const barWidths = ['70%', '52%', '84%', '44%', '62%']

function SkeletonRows<Row>(props: { columns: Column<Row>[]; template: string; selectable: boolean; rows: number }) {
  return Array.from({ length: props.rows }, (_, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity and never move
      key={index}
      className={styles.head}
      style={{ gridTemplateColumns: props.template, position: 'static', background: 'transparent' }}
      aria-hidden
    >
      {props.selectable && <div className={styles.cell} />}
      {props.columns.map((column, at) => (
        <div key={column.key} className={styles.cell}>
          <Skeleton width={barWidths[(index + at) % barWidths.length]} />
        </div>
      ))}
    </div>
  ))
}
