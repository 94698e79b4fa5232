import { IconArrowsMove, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import type { NodeChange } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'

const signs = { added: IconPlus, removed: IconMinus, changed: IconPencil, moved: IconArrowsMove }
const words = {
  added: 'changeAdded',
  removed: 'changeRemoved',
  changed: 'changeChanged',
  moved: 'changeMoved',
} as const

/** What became of a node between two versions, as a sign with its word (VER-17); on a node unless it has another place. */
export function ChangeMark({ change, className = styles.change }: { change: NodeChange; className?: string }) {
  const t = useTexts(playbookTexts)
  if (change === 'same') return null
  const Sign = signs[change]
  return (
    <span className={className} data-change={change} title={t(words[change])}>
      <Sign size={14} stroke={2.5} aria-hidden />
      <span className={styles.hidden}>{t(words[change])}</span>
    </span>
  )
}
