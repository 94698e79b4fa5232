import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { useLanguage, useTexts } from '../i18n/index.ts'
import { Clipped, Moment, Mono, RichText, Severity } from '../ui/index.ts'
import styles from './Fields.module.css'
import { fieldTexts } from './texts.ts'

interface FieldValueProps {
  field: Pick<FieldDescription, 'type' | 'internalName'>
  value: Json | undefined
  /** On one line, as in tables; else as long as it is. */
  line?: boolean
}

/** Is there nothing to show? A box that is not ticked says "no"; one that nobody was asked about says nothing. */
export function isBlank(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What a rich text says, on one line. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A value by the type of its field. */
export function FieldValue({ field, value, line = false }: FieldValueProps) {
  const t = useTexts(fieldTexts)
  const { language } = useLanguage()
  if (isBlank(value)) return line ? <span className={styles.none}>–</span> : null
  if (field.type === 'checkbox') return t(value === true ? 'yes' : 'no')
  if (Array.isArray(value)) return <Words words={value.map(String)} line={line} />
  if (typeof value === 'object' && value !== null) return String(value.name ?? '')
  if (field.internalName === 'restriction') return <Severity level={String(value)} />
  switch (field.type) {
    case 'datetime':
      return <Moment at={String(value)} absolute={!line} />
    case 'ip':
      return <Mono text={String(value)} />
    case 'numeric':
    case 'integer':
      return Number(value).toLocaleString(language)
    case 'html':
      return line ? <Clipped text={plainText(String(value))} /> : <RichText html={String(value)} />
    default:
      return line ? <Clipped text={String(value)} /> : <span className={styles.text}>{String(value)}</span>
  }
}

/** Values of a list as words with an outline. */
export function Words({ words, line = false }: { words: string[]; line?: boolean }) {
  return (
    <span className={styles.words} data-line={line || undefined} title={words.join(', ')}>
      {words.map((word) => (
        <span key={word} className={styles.word}>
          {word}
        </span>
      ))}
    </span>
  )
}
