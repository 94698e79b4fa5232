import type { WidgetRange } from '@tocsin/contracts/fleet-dashboard.ts'
import { fromLocalTime, toLocalTime } from '../../custom-fields/index.ts'

export const lasts = ['24h', '7d', '30d', '90d'] as const

/** A range as the form has it: a choice, and two times in the browser's own zone for "from … to …". */
export interface RangeValues {
  last: string
  from: string
  to: string
}

export function fromRange(range: WidgetRange): RangeValues {
  if ('last' in range) return { last: range.last, from: '', to: '' }
  return { last: 'custom', from: toLocalTime(range.from), to: toLocalTime(range.to) }
}

/** What the API takes; unfinished times stay empty, so that the check says which is missing. */
export function toRange({ last, from, to }: RangeValues): WidgetRange {
  if (last === 'custom') return { from: fromLocalTime(from) ?? '', to: fromLocalTime(to) ?? '' }
  return { last: lasts.find((one) => one === last) ?? 'all' }
}
