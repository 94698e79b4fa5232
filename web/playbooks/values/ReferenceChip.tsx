import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { Reference } from '@tocsin/engine/values/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { referenceKey, referenceLabel, standingOf } from './reference-label.ts'
import { valueTexts } from './texts.ts'
import styles from './Values.module.css'
import { useSurroundings } from './ValuesContext.ts'

interface ReferenceChipProps {
  reference: Reference
  onPress?: () => void
  onClear?: () => void
  /** What the value is for, for the names of the buttons. */
  label: string
}

/** A reference as `<node name>.output.<path>`; red where it cannot be resolved, with a sample below (PLC-03, PLC-05). */
export function ReferenceChip({ reference, onPress, onClear, label }: ReferenceChipProps) {
  const t = useTexts(valueTexts)
  const { graph, upstream, known } = useSurroundings()
  const standing = standingOf(reference, upstream, known)
  const text = referenceLabel(reference, graph)
  const note = standing === 'known' ? text : `${text}\n${t(standing)}`
  return (
    <span className={styles.chip} data-standing={standing} title={note}>
      {standing === 'broken' && <IconAlertTriangle size={12} aria-label={t('broken')} />}
      {onPress ? (
        <button
          type="button"
          className={styles.chipText}
          aria-label={`${text}. ${t('change', { label })}`}
          onClick={onPress}
        >
          {text}
        </button>
      ) : (
        <span className={styles.chipText}>{text}</span>
      )}
      {onClear && (
        <button type="button" className={styles.chipClear} aria-label={t('clear', { label })} onClick={onClear}>
          <IconX size={12} />
        </button>
      )}
    </span>
  )
}

/** The last real value of a reference, in one line. */
export function ReferenceSample({ reference }: { reference: Reference }) {
  const t = useTexts(valueTexts)
  const { offers } = useSurroundings()
  const offer = offers.find(({ key }) => key === referenceKey(reference))
  if (!offer?.sample) return null
  const { sample, isExample } = offer
  return (
    <div className={styles.sample} title={sample}>
      {t(isExample ? 'example' : 'lastValue')}: <code>{sample}</code>
    </div>
  )
}
