// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list box of a combobox, as the ARIA practices describe it
// biome-ignore-all lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
import { ActionIcon } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { CallError } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { useShortcut } from '../shortcuts.tsx'
import { uiTexts } from '../texts.ts'
import { CheatSheet } from './CheatSheet.tsx'
import { applyCompletion, completionAt, type QueryField } from './completion.ts'
import styles from './QueryBar.module.css'

interface QueryBarProps {
  /** The query in force, from the URL; see `useListSearch`. */
  query: string
  onQuery: (query: string) => void
  fields: QueryField[]
  /** The error of the list; one about the query is shown under the character it is about (INC-24). */
  error?: unknown
  /** What to type, where the list searches for a text and knows no fields. */
  hint?: string
  /** Beside the bar, such as a button that creates. */
  actions?: ReactNode
}

/** The search bar of a list. Enter or a chip runs the query; `/` focuses it. */
export function QueryBar({ query, onQuery, fields, error, hint, actions }: QueryBarProps) {
  const t = useTexts(uiTexts)
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(query)
  const [caret, setCaret] = useState<number | null>(null)
  const [chosen, setChosen] = useState(-1)
  useEffect(() => setText(query), [query])
  useShortcut('/', t('search'), () => input.current?.focus())

  const completion = caret === null ? null : completionAt(text, caret, fields)
  const options = hint === undefined ? (completion?.options.slice(0, 12) ?? []) : []
  const failure = error instanceof CallError && error.code === 'invalid_query' && text === query ? error : null
  const column = failure?.details[0]?.column

  const take = (option: string) => {
    if (!completion || caret === null) return
    const next = applyCompletion(text, caret, completion, option)
    setText(next.text)
    setChosen(-1)
    setCaret(next.caret)
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret))
  }

  const run = (next: string) => {
    setCaret(null)
    setText(next)
    onQuery(next.trim())
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[chosen]
    if (event.key === 'ArrowDown' && options.length) setChosen((chosen + 1) % options.length)
    else if (event.key === 'ArrowUp' && options.length)
      setChosen(((chosen + options.length) % (options.length + 1)) - 1)
    else if (event.key === 'Tab' && options.length && caret !== null && !event.shiftKey && text)
      take((option ?? options[0])?.text ?? '')
    else if (event.key === 'Enter' && option) take(option.text)
    else if (event.key === 'Enter') run(text)
    else if (event.key === 'Escape' && caret !== null) setCaret(null)
    else if (event.key === 'Escape') input.current?.blur()
    else return
    event.preventDefault()
  }

  const follow = () => setCaret(input.current?.selectionStart ?? null)

  return (
    <div className={styles.frame}>
      <div className={styles.line}>
        <div className={styles.box} data-invalid={failure ? true : undefined}>
          <IconSearch size={14} className={styles.glass} aria-hidden />
          <input
            ref={input}
            className={styles.input}
            value={text}
            placeholder={hint ?? t('searchHint')}
            aria-label={t('search')}
            aria-invalid={failure ? true : undefined}
            aria-describedby={failure ? `${listId}-error` : undefined}
            role="combobox"
            aria-expanded={options.length > 0}
            aria-controls={listId}
            aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setChosen(-1)
              follow()
            }}
            onClick={follow}
            onKeyDown={onKeyDown}
            onBlur={() => setCaret(null)}
          />
          {text && (
            <ActionIcon size={24} aria-label={t('clear')} onClick={() => run('')}>
              <IconX size={14} />
            </ActionIcon>
          )}
          {hint === undefined && <CheatSheet fields={fields} />}
          {options.length > 0 && (
            <ul className={styles.options} id={listId} role="listbox">
              {options.map((option, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
                <li
                  key={option.text}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === chosen}
                  className={styles.option}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(option.text)}
                >
                  {option.text}
                  <span>{option.hint}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        {actions}
      </div>
      {failure && (
        <pre className={styles.error} id={`${listId}-error`} role="alert">
          {column !== undefined && `${' '.repeat(Math.max(0, column - 1))}^ `}
          {failure.details[0]?.message ?? failure.message}
        </pre>
      )}
    </div>
  )
}
