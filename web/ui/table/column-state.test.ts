import { describe, expect, it } from 'vitest'
import { type Column, defaultChoice, moveColumn, nextSort, toggleColumn, visibleColumns } from './column-state.ts'

const column = (key: string, more: Partial<Column<null>> = {}): Column<null> => ({
  key,
  label: key,
  cell: () => null,
  ...more,
})
const columns = [
  column('label', { opens: true }),
  column('severity'),
  column('owner', { extra: true }),
  column('opened'),
]
const keys = (list: Column<null>[]) => list.map(({ key }) => key)

describe('columns of a table', () => {
  it('show all but the extra ones until something is chosen', () => {
    expect(keys(visibleColumns(columns, defaultChoice(columns)))).toEqual(['label', 'severity', 'opened'])
  })

  it('are hidden and shown one by one, never the one that opens the row', () => {
    const shown = toggleColumn(columns, defaultChoice(columns), 'owner')
    expect(keys(visibleColumns(columns, shown))).toEqual(['label', 'severity', 'owner', 'opened'])
    const hidden = toggleColumn(columns, shown, 'severity')
    expect(keys(visibleColumns(columns, toggleColumn(columns, hidden, 'label')))).toEqual(['label', 'owner', 'opened'])
  })

  it('move by one place and stop at the ends', () => {
    const moved = moveColumn(columns, defaultChoice(columns), 'opened', -1)
    expect(moved.order).toEqual(['label', 'severity', 'opened', 'owner'])
    expect(moveColumn(columns, moved, 'label', -1)).toBe(moved)
  })

  it('that a later release adds appear at their own place, and those it drops vanish', () => {
    const old = { order: ['opened', 'label', 'gone'], hidden: ['gone'] }
    expect(keys(visibleColumns(columns, old))).toEqual(['opened', 'label', 'severity'])
  })
})

describe('a click on a header', () => {
  it('sorts ascending, then descending, then as the list does by itself', () => {
    expect(nextSort(undefined, 'opened')).toBe('opened')
    expect(nextSort('opened', 'opened')).toBe('-opened')
    expect(nextSort('-opened', 'opened')).toBeUndefined()
    expect(nextSort('severity', 'opened')).toBe('opened')
  })
})
