import { useSyncExternalStore } from 'react'
import { useLanguage, useTexts } from '../i18n/index.ts'
import { relativeTime } from './relative-time.ts'
import { uiTexts } from './texts.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

/** One clock for all moments on the page: it ticks while any is shown. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  now = Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of listeners) one()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The present in milliseconds, refreshed every `step` milliseconds while the element is shown. */
export function useNow(step = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / step) * step)
}

/** Date and time in the user's language, with seconds; hours count to 23, as in every log that people compare with. */
export function useAbsoluteTime(): (at: string) => string {
  const { language } = useLanguage()
  return (at) => new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })
}

interface MomentProps {
  at: string | null
  /** Show date and time themselves, as in tables of facts. */
  absolute?: boolean
}

/** When something was: relative to now, absolute on hover. */
export function Moment({ at, absolute = false }: MomentProps) {
  const { language } = useLanguage()
  const t = useTexts(uiTexts)
  const format = useAbsoluteTime()
  const present = useNow(10_000)
  if (at === null) return <span>{t('never')}</span>
  const relative = relativeTime(Date.parse(at), Math.max(present, Math.min(Date.parse(at), present + 10_000)), language)
  return (
    <time
      dateTime={at}
      title={absolute ? relative : format(at)}
      style={absolute ? undefined : { whiteSpace: 'nowrap' }}
    >
      {absolute ? format(at) : relative}
    </time>
  )
}
