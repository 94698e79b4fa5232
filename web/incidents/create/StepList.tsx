import { Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTexts } from '../../i18n/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './NewIncident.module.css'

export type Step = 'details' | 'automation' | 'artifacts'

interface StepListProps {
  steps: Step[]
  open: Step
  /** What a step still needs; null when it is ready. */
  problems: Record<Step, string | null>
  onOpen: (step: Step) => void
}

/** The steps of the wizard, each with its sign of validity and the reason on hover (NEW-08). */
export function StepList({ steps, open, problems, onOpen }: StepListProps) {
  const t = useTexts(incidentTexts)
  return (
    <nav className={styles.steps} aria-label={t('steps')}>
      {steps.map((step, index) => (
        <Tooltip key={step} label={problems[step] ?? t('stepReady')} position="right">
          <button
            type="button"
            className={styles.step}
            aria-current={step === open ? 'step' : undefined}
            onClick={() => onOpen(step)}
          >
            <span className={styles.number}>{index + 1}</span>
            {t(step)}
            {problems[step] ? (
              <IconAlertTriangle size={14} className={styles.bad} aria-label={problems[step]} />
            ) : (
              <IconCheck size={14} className={styles.good} aria-label={t('stepReady')} />
            )}
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
