import type { FleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { dashboardTexts } from './texts.ts'

/** The range, the date it counts by, and how often the figures are fetched, in one line. */
export function useRangeWords(): (widget: FleetWidget) => string {
  const t = useTexts(dashboardTexts)
  const { language } = useLanguage()
  const day = (at: string) => new Date(at).toLocaleDateString(language, { dateStyle: 'medium' })
  return ({ range, date, refresh, kind }) => {
    const isAll = 'last' in range && range.last === 'all'
    const span =
      'from' in range ? `${day(range.from)} – ${day(range.to)}` : range.last === 'all' ? t('rangeAll') : t(range.last)
    const counted = isAll || kind === 'created-closed' ? null : t(date)
    return [span, counted, refresh === 0 ? t('refreshOff') : t('refreshes', { n: refresh })].filter(Boolean).join(' · ')
  }
}
