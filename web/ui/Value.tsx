import { IconCheck, IconCopy, IconX } from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { copyText } from './copy-text.ts'
import { uiTexts } from './texts.ts'
import styles from './Value.module.css'

/** Copies a text on a click and says so for a moment. */
function useCopy(text: string): [copied: boolean, copy: (event: MouseEvent) => void] {
  const [copied, setCopied] = useState(false)
  const copy = (event: MouseEvent) => {
    event.stopPropagation()
    event.preventDefault()
    void copyText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return [copied, copy]
}

export function CopyButton({ text, always = false }: { text: string; always?: boolean }) {
  const t = useTexts(uiTexts)
  const [copied, copy] = useCopy(text)
  return (
    <button
      type="button"
      className={`${styles.copy} ${always || copied ? styles.always : ''}`}
      aria-label={copied ? t('copied') : t('copy')}
      title={copied ? t('copied') : t('copy')}
      onClick={copy}
    >
      {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
    </button>
  )
}

interface ClippedProps {
  text: string
  /** Characters of the end that stay visible when the middle is cut. */
  tail?: number
  mono?: boolean
  copy?: boolean
}

/** One line of text; what does not fit is cut in the middle, shown whole on hover and copied with one click. */
export function Clipped({ text, tail = 8, mono = false, copy = false }: ClippedProps) {
  const cut = text.length > tail * 2 ? text.length - tail : text.length
  return (
    <span className={styles.value}>
      <span className={`${styles.text} ${mono ? styles.mono : ''}`} title={text}>
        <span className={styles.head}>{text.slice(0, cut)}</span>
        {cut < text.length && <span className={styles.tail}>{text.slice(cut)}</span>}
      </span>
      {copy && <CopyButton text={text} />}
    </span>
  )
}

/** A value, id, hash or address: monospaced, cut in the middle, copied with one click. */
export function Mono({ text, copy = true, tail }: { text: string; copy?: boolean; tail?: number }) {
  return <Clipped text={text} mono copy={copy} tail={tail} />
}

/** A value with its kind, such as an entity: `IP 10.0.0.7`. */
export function ValueChip({ kind, text, onRemove }: { kind?: string; text: string; onRemove?: () => void }) {
  const t = useTexts(uiTexts)
  const [copied, copy] = useCopy(text)
  return (
    <span className={styles.chip}>
      {kind && <span className={styles.kind}>{kind}</span>}
      <button
        type="button"
        className={styles.press}
        title={copied ? t('copied') : `${text} · ${t('copy')}`}
        data-copied={copied || undefined}
        onClick={copy}
      >
        <Clipped text={text} mono />
      </button>
      {onRemove && (
        <button
          type="button"
          className={`${styles.copy} ${styles.always}`}
          aria-label={t('remove', { name: text })}
          onClick={onRemove}
        >
          <IconX size={12} />
        </button>
      )}
    </span>
  )
}
