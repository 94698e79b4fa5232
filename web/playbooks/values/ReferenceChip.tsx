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
  const { name, rest } = splitLabel(reference, text)
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
          <Label name={name} rest={rest} />
        </button>
      ) : (
        <span className={styles.chipText}>
          <Label name={name} rest={rest} />
        </span>
      )}
      {onClear && (
        <button type="button" className={styles.chipClear} aria-label={t('clear', { label })} onClick={onClear}>
          <IconX size={12} />
        </button>
      )}
    </span>
  )
}

function Label({ name, rest }: { name: string; rest: string }) {
  return (
    <>
      <span className={styles.chipName}>{name}</span>
      <span className={styles.chipPath}>{rest}</span>
    </>
  )
}

/** The name of a node may be cut where there is no room, the path behind it as late as possible. */
function splitLabel(reference: Reference, text: string): { name: string; rest: string } {
  if (!('node' in reference)) return { name: '', rest: text }
  const side = reference.ref === 'responder' ? 'responder' : reference.side
  const rest = `.${side}.${reference.path}`
  return { name: text.slice(0, text.length - rest.length), rest }
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
