import { useLanguage, useTexts } from '../../i18n/index.ts'
import { useNow } from '../../ui/index.ts'
import { warRoomTexts } from './texts.ts'
import styles from './WarRoom.module.css'

export function DayMark({ at }: { at: number }) {
  const t = useTexts(warRoomTexts)
  const { language } = useLanguage()
  const today = new Date(useNow(60_000)).setHours(0, 0, 0, 0)
  const days = Math.round((today - at) / 86_400_000)
  const date = new Date(at).toLocaleDateString(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return (
    <h3 className={styles.day}>
      <span>{days === 0 ? `${t('today')} · ${date}` : days === 1 ? `${t('yesterday')} · ${date}` : date}</span>
    </h3>
  )
}
