import type { FleetWidget, WidgetData } from '@tocsin/contracts/fleet-dashboard.ts'

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low' | 'info'
const levels: readonly SeverityLevel[] = ['critical', 'high', 'medium', 'low', 'info']
/** Drawn before the word, so that a severity is known without its colour. */
export const severitySigns: Record<SeverityLevel, string> = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  info: '○',
}

export function severityOf(key: string): SeverityLevel | null {
  const lower = key.toLowerCase()
  return levels.find((level) => lower === level || (level === 'info' && lower.startsWith('info'))) ?? null
}

export type WidgetRow = WidgetData['rows'][number]

/** Severities by urgency, everything else as the server sorted it: most first. */
export function orderedRows(kind: FleetWidget['kind'], rows: readonly WidgetRow[]): WidgetRow[] {
  if (kind !== 'open-by-severity') return [...rows]
  const place = ({ key }: WidgetRow) => {
    const level = severityOf(key)
    return level === null ? levels.length : levels.indexOf(level)
  }
  return [...rows].sort((one, other) => place(one) - place(other))
}

/** The rows that fit into a height in pixels, and how many are left for the table. */
export function rowsThatFit<Row>(rows: readonly Row[], height: number): { shown: Row[]; rest: number } {
  const count = Math.max(1, Math.floor(height / 24))
  if (rows.length <= count) return { shown: [...rows], rest: 0 }
  return { shown: rows.slice(0, count), rest: rows.length - count }
}

const noValue = '(none)'

/** Where a click on a bar leads: the incidents behind it (MSSP-15). */
export function drillDown(kind: FleetWidget['kind'], row: WidgetRow): Record<string, string> | null {
  if (kind === 'open-by-tenant') return { open: 'true', tenant: row.key }
  if (row.key === noValue) return null
  const field = { 'open-by-severity': 'severity', 'open-by-type': 'type', 'open-by-status': 'status' } as const
  return kind === 'created-closed' ? null : { open: 'true', [field[kind]]: row.key }
}

export const isNoValue = (key: string) => key === noValue

/** Tenants whose figures are old or missing, the oldest first; they break nothing (MSSP-14). */
export function silentTenants(data: WidgetData): WidgetData['tenants'] {
  return data.tenants
    .filter(({ state }) => state !== 'current')
    .sort((one, other) => (one.asOf ?? '').localeCompare(other.asOf ?? ''))
}
