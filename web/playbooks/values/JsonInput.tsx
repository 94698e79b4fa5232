import { Input } from '@mantine/core'
import { type UIEvent, useId, useMemo, useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import styles from './JsonInput.module.css'
import { readJson } from './read-json.ts'
import { valueTexts } from './texts.ts'

interface JsonInputProps {
  label: string
  description?: string
  value: string
  onChange: (value: string) => void
  readOnly?: boolean
  /** Height in lines. */
  rows?: number
  /** Something else that is wrong with it. */
  error?: string | null
  autoFocus?: boolean
}

/** JSON as text with numbered lines; the line that does not fit is marked while typing (NOD-03). */
export function JsonInput({
  label,
  description,
  value,
  onChange,
  readOnly,
  rows = 10,
  error,
  autoFocus,
}: JsonInputProps) {
  const t = useTexts(valueTexts)
  const id = useId()
  const gutter = useRef<HTMLDivElement>(null)
  const read = useMemo(() => (value.trim() === '' ? null : readJson(value)), [value])
  const fault = read && !('value' in read) ? read : null
  const lines = value.split('\n').length
  const onScroll = (event: UIEvent<HTMLTextAreaElement>) => {
    if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
  }
  const shownError = fault ? t('badJsonAt', { line: fault.line, column: fault.column }) : error
  return (
    <Input.Wrapper
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={label}
      description={description}
      error={shownError}
      id={id}
    >
      <div className={styles.frame} data-wrong={fault !== null || undefined}>
        <div ref={gutter} className={styles.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <div key={index} data-wrong={fault?.line === index + 1 || undefined}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          className={styles.text}
          rows={rows}
          wrap="off"
          spellCheck={false}
          readOnly={readOnly}
          value={value}
          aria-invalid={fault !== null}
          data-autofocus={autoFocus || undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={onScroll}
        />
      </div>
    </Input.Wrapper>
  )
}
