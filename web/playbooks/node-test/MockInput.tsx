import { Textarea } from '@mantine/core'
import { useTexts } from '../../i18n/index.ts'
import type { ReadMock } from './mock-text.ts'
import styles from './NodeTest.module.css'
import { nodeTestTexts } from './texts.ts'

interface MockInputProps {
  label: string
  text: string
  read: ReadMock
  onChange: (text: string) => void
}

/** One made-up value, as text or JSON; says where JSON is wrong (TST-02, TST-04). */
export function MockInput({ label, text, read, onChange }: MockInputProps) {
  const t = useTexts(nodeTestTexts)
  return (
    <Textarea
      label={label}
      placeholder={t('noValue')}
      classNames={{ input: styles.mono, label: styles.monoLabel }}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      value={text}
      error={'value' in read ? undefined : t('badJson', { line: read.line, column: read.column })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
