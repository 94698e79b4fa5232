import { Link } from '@tanstack/react-router'
import type { WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Field, Fields, Mono, RichText, useCan, ValueChip } from '../../ui/index.ts'
import { warRoomTexts } from './texts.ts'
import { changeText, fieldChange } from './time-line.ts'
import styles from './WarRoom.module.css'

/** What a line leaves out: the text of a note, before and after in full, what the event carried. */
export function EntryDetails({ entry }: { entry: WarRoomEntry }) {
  const t = useTexts(warRoomTexts)
  const change = fieldChange(entry)
  const to = useSubjectPath(entry)
  return (
    <div className={styles.details}>
      {entry.text && <RichText html={entry.text} />}
      {change && (
        <Fields>
          <Field label={t('before')}>{asText(change.before)}</Field>
          <Field label={t('after')}>{asText(change.after)}</Field>
        </Fields>
      )}
      {!change && <Carried details={entry.details} />}
      {to && (
        <Link to={to} className={styles.open}>
          {t('open')}
        </Link>
      )}
    </div>
  )
}

const isHtml = (text: string) => /^\s*<(p|div|ul|ol|table|h\d|blockquote|pre)\b/i.test(text)

function asText(value: unknown) {
  const text = changeText(value)
  if (text === null) return null
  return isHtml(text) ? <RichText html={text} /> : <span className={styles.value}>{text}</span>
}

interface EntityPart {
  id?: string
  type?: string
  value?: string
}

function Carried({ details }: Pick<WarRoomEntry, 'details'>) {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return null
  if (Array.isArray(details.entities)) {
    return (
      <div className={styles.chips}>
        {(details.entities as EntityPart[]).map((entity) => (
          <ValueChip key={`${entity.type} ${entity.value}`} kind={entity.type} text={entity.value ?? ''} />
        ))}
      </div>
    )
  }
  const facts = Object.entries(details).filter(([, value]) => value !== null && value !== '')
  if (facts.length === 0) return null
  return (
    <Fields>
      {facts.map(([name, value]) => (
        <Field key={name} label={name}>
          {typeof value === 'string' ? <Mono text={value} /> : <Mono text={changeText(value) ?? ''} />}
        </Field>
      ))}
    </Fields>
  )
}

/** Where the object of an entry is shown, if this user may go there. */
function useSubjectPath({ subject }: WarRoomEntry): string | null {
  const can = useCan()
  if (subject.kind === 'runs' && can('incident-playbook.access')) return paths.run(subject.id)
  if (subject.kind === 'alerts' && can('alert.access')) return paths.alert(subject.id)
  if (subject.kind === 'triage-events' && can('triage.access')) return paths.triageEvent(subject.id)
  if (subject.kind === 'entities' && can('entity.access')) return paths.entity(subject.id)
  return null
}
