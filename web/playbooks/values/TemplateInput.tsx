import { ActionIcon, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { formatPlaceholder, type ListMode, parseTemplate } from '@tocsin/engine/values/index.ts'
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { begunPlaceholder } from './begun-placeholder.ts'
import { ReferenceChip } from './ReferenceChip.tsx'
import { changeMode, modeOf, toShownTemplate, toStoredTemplate } from './shown-template.ts'
import { valueTexts } from './texts.ts'
import { type Picked, ValuePicker } from './ValuePicker.tsx'
import styles from './Values.module.css'
import { useSurroundings } from './ValuesContext.ts'

interface TemplateInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: string
  required?: boolean
  multiline?: boolean
  /** Lists may be looped over, one run per item (PLC-07). */
  loops?: boolean
}

/** Text with placeholders: a button or `{{` opens the picker; below, each placeholder as a chip (PLC-05 … PLC-07). */
export function TemplateInput(props: TemplateInputProps) {
  const { label, value, onChange, description, required, multiline, loops } = props
  const t = useTexts(valueTexts)
  const id = useId()
  const { graph, readOnly } = useSurroundings()
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [sought, setSought] = useState('')
  const [text, setText] = useState(() => toShownTemplate(value, graph.nodes))
  const last = useRef(value)

  useEffect(() => {
    // From outside: undo, another node, a renamed one. What is typed here is kept as it is typed.
    if (value !== last.current || document.activeElement !== field.current) setText(toShownTemplate(value, graph.nodes))
    last.current = value
  }, [value, graph.nodes])

  const store = (shown: string) => {
    setText(shown)
    last.current = toStoredTemplate(shown, graph.nodes)
    onChange(last.current)
  }

  const onType = (event: ChangeEvent<HTMLTextAreaElement | HTMLInputElement>) => {
    const typed = event.currentTarget.value
    const at = event.currentTarget.selectionStart ?? typed.length
    const isAdded = typed.length > text.length
    store(typed)
    caret.current = at
    const begun = isAdded ? begunPlaceholder(typed.slice(0, at)) : null
    if (begun?.isNew) {
      setSought(begun.text)
      setOpen(true)
    }
  }

  const insert = (picked: Picked) => {
    if (picked.ref === 'internal') return
    const at = caret.current ?? text.length
    const begun = begunPlaceholder(text.slice(0, at))
    const before = text.slice(0, begun ? begun.start : at)
    const placeholder = toShownTemplate(formatPlaceholder(picked), graph.nodes)
    const after = begun ? text.slice(at).replace(/^\}\}/, '') : text.slice(at)
    store(before + placeholder + after)
    caret.current = before.length + placeholder.length
    const to = caret.current
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(to, to)
    })
  }

  const shared = {
    id,
    label,
    description,
    withAsterisk: required,
    value: text,
    readOnly,
    onChange: onType,
    onSelect: (event: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) => {
      caret.current = event.currentTarget.selectionStart
    },
  }
  const parts = parseTemplate(value).filter((part) => part.kind !== 'text')

  return (
    <div className={styles.template}>
      <div className={styles.row}>
        {multiline ? <Textarea ref={field} {...shared} /> : <TextInput ref={field} {...shared} autoComplete="off" />}
        {!readOnly && (
          <ValuePicker
            opened={isOpen}
            onClose={() => setOpen(false)}
            onPick={insert}
            constants={false}
            initial={sought}
          >
            <ActionIcon
              variant="default"
              className={styles.cog}
              aria-label={t('insertValue', { label })}
              title={t('insertValue', { label })}
              onClick={() => {
                setSought('')
                setOpen(!isOpen)
              }}
            >
              <IconBraces size={16} />
            </ActionIcon>
          </ValuePicker>
        )}
      </div>
      {parts.length > 0 && (
        <ul className={styles.placeholders}>
          {parts.map((part) =>
            part.kind === 'unknown' ? (
              <li key={part.start}>
                <span className={styles.chip} data-standing="broken" title={t('badPlaceholder')}>
                  <span className={styles.chipText}>{part.text}</span>
                </span>
              </li>
            ) : (
              <li key={part.start}>
                <ReferenceChip reference={part.reference} label={label} />
                {loops && part.reference.ref !== 'responder' && (
                  <SegmentedControl
                    size="xs"
                    disabled={readOnly}
                    aria-label={t('mode', { path: part.reference.path })}
                    value={modeOf(part.reference) ?? ''}
                    onChange={(mode) => onChange(changeMode(value, part.start, (mode || null) as ListMode | null))}
                    data={[
                      { value: '', label: t('once') },
                      { value: 'loop', label: t('loop') },
                      { value: 'combine', label: t('combine') },
                    ]}
                  />
                )}
              </li>
            ),
          )}
        </ul>
      )}
    </div>
  )
}
