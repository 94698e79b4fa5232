import { Link } from '@tanstack/react-router'
import type { FleetWidget, WidgetData } from '@tocsin/contracts/fleet-dashboard.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Severity } from '../../ui/index.ts'
import { drillDown, isNoValue, type WidgetRow } from './chart-rows.ts'
import styles from './Dashboard.module.css'
import { dashboardTexts } from './texts.ts'

interface FiguresTableProps {
  widget: FleetWidget
  rows: WidgetRow[]
  days: WidgetData['days']
}

/** The same figures as the chart, as a table; every row leads to its incidents. */
export function FiguresTable({ widget, rows, days }: FiguresTableProps) {
  const t = useTexts(dashboardTexts)
  if (widget.kind === 'created-closed') {
    return (
      <table className={styles.table} aria-label={t('tableOf', { name: widget.title })}>
        <thead>
          <tr>
            <th>{t('day')}</th>
            <th>{t('created')}</th>
            <th>{t('closed')}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, created, closed }) => (
            <tr key={day}>
              <td>{day}</td>
              <td>{created}</td>
              <td>{closed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  return (
    <table className={styles.table} aria-label={t('tableOf', { name: widget.title })}>
      <thead>
        <tr>
          <th>{t(widget.kind === 'open-by-tenant' ? 'tenant' : 'category')}</th>
          <th>{t('count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              <RowName widget={widget} row={row} />
            </td>
            <td>{row.count.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RowName({ widget, row }: { widget: FleetWidget; row: WidgetRow }) {
  const t = useTexts(dashboardTexts)
  const search = drillDown(widget.kind, row)
  const name = isNoValue(row.key) ? (
    t('noValue')
  ) : widget.kind === 'open-by-severity' ? (
    <Severity level={row.key} />
  ) : (
    row.label
  )
  if (!search) return name
  return (
    <Link to={paths.fleetIncidents()} search={search as never}>
      {name}
    </Link>
  )
}
