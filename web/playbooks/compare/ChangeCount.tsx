import type { GraphComparison } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ChangeMark } from '../canvas/ChangeMark.tsx'
import styles from './Compare.module.css'
import { compareTexts } from './texts.ts'
import { countChanges } from './told-changes.ts'

const words = {
  changed: 'countChanged',
  added: 'countAdded',
  removed: 'countRemoved',
  moved: 'countMoved',
} as const

/** How much differs, in one line; also the legend of the colours and signs on the canvas. */
export function ChangeCount({ comparison }: { comparison: GraphComparison }) {
  const t = useTexts(compareTexts)
  const counts = countChanges(comparison)
  return (
    <p className={styles.counts}>
      {(['changed', 'added', 'removed', 'moved'] as const).map(
        (change) =>
          counts[change] > 0 && (
            <span key={change}>
              <span className={styles.sign} aria-hidden>
                <ChangeMark change={change} className={styles.mark} />
              </span>
              {t(words[change], { n: counts[change] })}
            </span>
          ),
      )}
    </p>
  )
}
