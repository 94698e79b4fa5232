// biome-ignore-all lint/a11y/useSemanticElements: a grid that is virtual in both directions cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in the cells have the focus
import { useVirtualizer } from '@tanstack/react-virtual'
import type { PlanCell, ReleaseItem } from '@tocsin/contracts/fleet.ts'
import { useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { Clipped } from '../../ui/index.ts'
import styles from './PlanMatrix.module.css'
import { cellIndex, neededByNames, type Plan, type PlanTenant, verdictSigns } from './plan-totals.ts'
import { kindText, pushTexts } from './texts.ts'

const rowHeight = 32
const nameWidth = 340
const columnWidth = 120

interface PlanMatrixProps {
  plan: Plan
  items: ReleaseItem[]
  tenants: PlanTenant[]
  chosen: PlanCell | null
  onChoose: (cell: PlanCell) => void
}

/** Items down, tenants across; virtual in both directions, because fifty items for a thousand tenants are usual (FLT-33). */
export function PlanMatrix({ plan, items, tenants, chosen, onChoose }: PlanMatrixProps) {
  const t = useTexts(pushTexts)
  const scroll = useRef<HTMLDivElement>(null)
  const cellOf = cellIndex(plan)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    scrollMargin: rowHeight,
    overscan: 8,
  })
  const columns = useVirtualizer({
    count: tenants.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => columnWidth,
    scrollMargin: nameWidth,
    horizontal: true,
    overscan: 4,
  })
  const shownTenants = columns.getVirtualItems().flatMap(({ index, start }) => {
    const tenant = tenants[index]
    return tenant ? [{ tenant, index, left: start }] : []
  })
  const width = nameWidth + columns.getTotalSize()
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="grid"
      aria-label={t('plan')}
      aria-rowcount={items.length + 1}
      aria-colcount={tenants.length + 1}
    >
      <div style={{ width, minWidth: '100%', height: rowHeight + rows.getTotalSize() }}>
        <div className={styles.head} role="row" aria-rowindex={1} style={{ width, minWidth: '100%' }}>
          <div className={styles.corner} role="columnheader" aria-colindex={1} style={{ width: nameWidth }}>
            {t('item')}
          </div>
          {shownTenants.map(({ tenant, index, left }) => (
            <div
              key={tenant.id}
              className={styles.tenant}
              role="columnheader"
              aria-colindex={index + 2}
              style={{ left, width: columnWidth }}
            >
              <Clipped text={tenant.name} tail={4} />
            </div>
          ))}
        </div>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index]
          if (!item) return null
          return (
            <div
              key={`${item.kind}/${item.id}`}
              className={styles.row}
              role="row"
              aria-rowindex={index + 2}
              style={{ top: start, width, minWidth: '100%' }}
            >
              <ItemName item={item} all={plan.items} />
              {shownTenants.map((column) => {
                const cell = cellOf(item, column.tenant)
                const place = { left: column.left, width: columnWidth }
                return (
                  <div
                    key={column.tenant.id}
                    role="gridcell"
                    className={styles.cell}
                    style={place}
                    aria-colindex={column.index + 2}
                  >
                    {cell && (
                      <button
                        type="button"
                        className={styles.mark}
                        data-verdict={cell.verdict}
                        data-old={cell.source === 'inventory' || undefined}
                        aria-pressed={cell === chosen}
                        aria-label={t('cellName', {
                          item: item.name,
                          tenant: column.tenant.name,
                          verdict: t(cell.verdict),
                        })}
                        onClick={() => onChoose(cell)}
                      >
                        <span className={styles.sign} aria-hidden>
                          {verdictSigns[cell.verdict]}
                        </span>
                        {t(cell.verdict)}
                      </button>
                    )}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function ItemName({ item, all }: { item: ReleaseItem; all: ReleaseItem[] }) {
  const t = useTexts(pushTexts)
  const kind = kindText(item.kind)
  const names = neededByNames(item, all).join(', ')
  const why = names ? t('because', { names }) : t('asked')
  return (
    <div className={styles.item} role="rowheader" style={{ width: nameWidth }} title={`${item.name} · ${why}`}>
      <span className={styles.kind}>{kind ? t(kind) : item.kind}</span>
      <span className={styles.name}>{item.name}</span>
      <span className={styles.why}>{why}</span>
    </div>
  )
}
