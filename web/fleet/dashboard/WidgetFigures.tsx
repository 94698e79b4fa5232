import { useElementSize } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { FleetWidget, WidgetData } from '@tocsin/contracts/fleet-dashboard.ts'
import { lazy, Suspense, useMemo } from 'react'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/index.ts'
import { barOption, trendOption } from './chart-option.ts'
import { drillDown, isNoValue, orderedRows, rowsThatFit, type WidgetRow } from './chart-rows.ts'
import styles from './Dashboard.module.css'
import { FiguresTable } from './FiguresTable.tsx'
import { dashboardTexts } from './texts.ts'
import { usePalette } from './use-palette.ts'

const Chart = lazy(() => import('./Chart.tsx').then(({ Chart: loaded }) => ({ default: loaded })))

interface WidgetFiguresProps {
  widget: FleetWidget
  data: WidgetData
  isTable: boolean
}

/** The figures as a chart or as a table; a click leads to the incidents behind them (MSSP-15). */
export function WidgetFigures({ widget, data, isTable }: WidgetFiguresProps) {
  const t = useTexts(dashboardTexts)
  const isTrend = widget.kind === 'created-closed'
  const rows = useMemo(() => orderedRows(widget.kind, data.rows), [widget.kind, data.rows])
  const isEmpty = isTrend ? data.days.every(({ created, closed }) => created + closed === 0) : rows.length === 0
  if (isEmpty) return <EmptyState title={t(isTrend ? 'noneTrend' : 'noneOpen')} compact />
  if (isTable) return <FiguresTable widget={widget} rows={rows} days={data.days} />
  return isTrend ? <Trend widget={widget} data={data} /> : <Bars widget={widget} rows={rows} />
}

function Bars({ widget, rows }: { widget: FleetWidget; rows: WidgetRow[] }) {
  const t = useTexts(dashboardTexts)
  const navigate = useNavigate()
  const palette = usePalette()
  const { ref, width, height } = useElementSize()
  const { shown, rest } = rowsThatFit(rows, height - 16)
  const labelWidth = Math.round(Math.min(160, Math.max(72, width * 0.34)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: how many rows are shown follows from the height
  const option = useMemo(
    () =>
      barOption(shown, {
        palette,
        bySeverity: widget.kind === 'open-by-severity',
        labelOf: (row) => (isNoValue(row.key) ? t('noValue') : row.label),
        labelWidth,
      }),
    [rows, shown.length, palette, widget.kind, labelWidth, t],
  )
  const pick = (index: number) => {
    const row = shown[index]
    const search = row && drillDown(widget.kind, row)
    if (search) void navigate({ to: paths.fleetIncidents(), search: search as never })
  }
  return (
    <div ref={ref} className={styles.place}>
      {height > 0 && (
        <Suspense>
          <div
            className={styles.bars}
            style={{ height: Math.min(height - (rest > 0 ? 20 : 0), shown.length * 32 + 8) }}
          >
            <Chart option={option} label={t('chartOf', { name: widget.title })} onPick={pick} />
          </div>
        </Suspense>
      )}
      {rest > 0 && <span className={styles.rest}>{t('others', { n: rest })}</span>}
    </div>
  )
}

function Trend({ widget, data }: { widget: FleetWidget; data: WidgetData }) {
  const t = useTexts(dashboardTexts)
  const { language } = useLanguage()
  const palette = usePalette()
  const option = useMemo(() => {
    // Days are UTC; read as midnight of another zone they would be the day before.
    const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    return trendOption(data.days, {
      palette,
      created: t('created'),
      closed: t('closed'),
      dayOf: (day) => format.format(new Date(day)),
    })
  }, [data.days, palette, t, language])
  return (
    <div className={styles.place}>
      <Suspense>
        <Chart option={option} label={t('chartOf', { name: widget.title })} />
      </Suspense>
    </div>
  )
}
