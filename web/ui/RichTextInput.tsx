import { ActionIcon, Input } from '@mantine/core'
import { IconBlockquote, IconBold, IconCode, IconItalic, IconList, IconListNumbers } from '@tabler/icons-react'
import { type ClipboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { RichText } from './RichText.tsx'
import styles from './RichTextInput.module.css'
import { uiTexts } from './texts.ts'

interface RichTextInputProps {
  label: string
  hiddenLabel?: boolean
  description?: ReactNode
  error?: ReactNode
  withAsterisk?: boolean
  placeholder?: string
  id?: string
  name?: string
  /** HTML; what is typed afterwards is told by `onChange`. Give another `key` to start again. */
  value: string
  onChange: (html: string) => void
  /** One line high until more is written, for composers. */
  short?: boolean
}

const tools = [
  { command: 'bold', icon: IconBold, key: 'bold' },
  { command: 'italic', icon: IconItalic, key: 'italic' },
  { command: 'insertUnorderedList', icon: IconList, key: 'bullets' },
  { command: 'insertOrderedList', icon: IconListNumbers, key: 'numbers' },
  { command: 'formatBlock', argument: 'blockquote', icon: IconBlockquote, key: 'quote' },
  { command: 'formatBlock', argument: 'pre', icon: IconCode, key: 'code' },
] as const

/** Rich text as people write it (GEN-18): what is pasted comes as plain text, the server sanitises what is sent. */
export function RichTextInput(props: RichTextInputProps) {
  const t = useTexts(uiTexts)
  const ownId = useId()
  const id = props.id ?? ownId
  const area = useRef<HTMLDivElement>(null)
  const [start] = useState(props.value)
  const [isEmpty, setEmpty] = useState(!props.value)

  const tell = () => {
    const element = area.current
    if (!element) return
    const isBlank = !element.textContent?.trim()
    setEmpty(isBlank && !element.querySelector('li, blockquote, pre'))
    props.onChange(isBlank ? '' : htmlOf(element))
  }

  const apply = (command: string, argument?: string) => {
    area.current?.focus()
    // The only editing interface that keeps the browser's own undo; deprecated, and without a successor.
    document.execCommand('styleWithCSS', false, 'false')
    document.execCommand(command, false, argument)
    tell()
  }

  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'))
  }

  return (
    <Input.Wrapper
      label={props.hiddenLabel ? undefined : props.label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={props.description}
      error={props.error}
      withAsterisk={props.withAsterisk}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <div className={styles.box} data-error={props.error ? true : undefined}>
        <div className={styles.bar} role="toolbar" aria-label={t('formatting')}>
          {tools.map((tool) => (
            <ActionIcon
              key={tool.key}
              size={24}
              aria-label={t(tool.key)}
              title={t(tool.key)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => apply(tool.command, 'argument' in tool ? tool.argument : undefined)}
            >
              <tool.icon size={14} />
            </ActionIcon>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a text area holds no rich text */}
        <div
          ref={area}
          id={id}
          className={styles.text}
          contentEditable
          suppressContentEditableWarning
          role="textbox"
          tabIndex={0}
          aria-multiline
          aria-label={props.hiddenLabel ? props.label : undefined}
          aria-labelledby={props.hiddenLabel ? undefined : `${id}-label`}
          aria-invalid={props.error ? true : undefined}
          data-empty={isEmpty || undefined}
          data-short={props.short || undefined}
          data-placeholder={props.placeholder ?? ''}
          onFocus={() => document.execCommand('defaultParagraphSeparator', false, 'p')}
          onInput={tell}
          onPaste={onPaste}
        >
          <StartText html={start} />
        </div>
      </div>
    </Input.Wrapper>
  )
}

function StartText({ html }: { html: string }) {
  return html ? <RichText html={html} /> : null
}

/** What was written, without the element that lays out the text that was there at the start. */
function htmlOf(area: HTMLElement): string {
  const copy = area.cloneNode(true) as HTMLElement
  for (const layout of copy.querySelectorAll('[class]')) layout.replaceWith(...layout.childNodes)
  return copy.innerHTML
}
