import type { FieldChange, PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import styles from './Compare.module.css'
import { fieldTexts } from './field-texts.ts'
import { shownLines, shownPlace, type Telling } from './shown-field.ts'
import { compareTexts } from './texts.ts'

interface FieldChangesProps {
  fields: readonly FieldChange[]
  graph: PlaybookGraph
  inputLabel?: Telling['inputLabel']
}

/** Field by field what stood there before and what stands there after. */
export function FieldChanges({ fields, graph, inputLabel }: FieldChangesProps) {
  const t = useTexts(compareTexts)
  const fieldName = useTexts(fieldTexts)
  const telling: Telling = { graph, fieldName, word: t, inputLabel }
  return (
    <dl className={styles.fields}>
      {fields.map((field) => (
        <div key={field.path.join('\n')}>
          <dt>{shownPlace(field, telling)}</dt>
          <Side change="removed" label={t('before')} lines={shownLines(field.before, telling)} />
          <Side change="added" label={t('after')} lines={shownLines(field.after, telling)} />
        </div>
      ))}
    </dl>
  )
}

function Side({ change, label, lines }: { change: 'added' | 'removed'; label: string; lines: string[] }) {
  const t = useTexts(compareTexts)
  return (
    <dd className={styles.side} data-change={change}>
      <span className={styles.sideSign} aria-hidden>
        {change === 'added' ? '+' : '−'}
      </span>
      <span className={styles.hidden}>{label}: </span>
      {lines.length > 0 ? <span className={styles.value}>{lines.join('\n')}</span> : <em>{t('notSet')}</em>}
    </dd>
  )
}
