import { useTexts } from '../i18n/index.ts'
import type { Subject } from './filter-operations.ts'
import styles from './Home.module.css'
import { homeTexts } from './texts.ts'

interface SubjectListProps {
  subjects: Subject[]
  chosen: readonly string[]
  onChoose: (keys: string[]) => void
}

/** The incidents the operations belong to; choosing one or several restricts the cards (HOME-05). */
export function SubjectList({ subjects, chosen, onChoose }: SubjectListProps) {
  const t = useTexts(homeTexts)
  const toggle = (key: string) =>
    onChoose(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key])
  return (
    <nav className={styles.subjects} aria-label={t('incidentList')}>
      <button type="button" className={styles.subject} aria-pressed={chosen.length === 0} onClick={() => onChoose([])}>
        {t('allIncidents')}
        <span>{subjects.reduce((sum, { count }) => sum + count, 0)}</span>
      </button>
      {subjects.map(({ key, label, count }) => (
        <button
          key={key}
          type="button"
          className={styles.subject}
          aria-pressed={chosen.includes(key)}
          onClick={() => toggle(key)}
        >
          <span className={styles.label} title={label}>
            {label || t('withoutIncident')}
          </span>
          <span>{count}</span>
        </button>
      ))}
    </nav>
  )
}
