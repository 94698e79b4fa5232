import { useTexts } from '../../i18n/index.ts'
import styles from './Push.module.css'
import { pushTexts } from './texts.ts'

const steps = ['targets', 'plan', 'delivery'] as const

/** Where one is: tenants, plan, delivery. */
export function StepMarks({ step }: { step: (typeof steps)[number] }) {
  const t = useTexts(pushTexts)
  return (
    <ol className={styles.steps}>
      {steps.map((one, index) => (
        <li
          key={one}
          aria-current={one === step ? 'step' : undefined}
          data-past={index < steps.indexOf(step) || undefined}
        >
          <span aria-hidden>{index + 1}</span>
          {t(one)}
        </li>
      ))}
    </ol>
  )
}
