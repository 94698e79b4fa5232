// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list box of a combobox, as the ARIA practices describe it
// biome-ignore-all lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import { Fragment, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { actionColour } from '../../integrations/index.ts'
import type { Addition } from '../edits/make-node.ts'
import styles from './Canvas.module.css'
import { findAdditions } from './find-additions.ts'
import { KindSign } from './KindSign.tsx'
import { useKindName } from './node-names.ts'
import { canvasTexts } from './texts.ts'

interface NodeChooserProps {
  actions: readonly Action[]
  mayFilter: boolean
  onChoose: (addition: Addition) => void
}

const most = 100

/** Kinds of nodes and every action under one search, for the node that is to come next (PBK-05). */
export function NodeChooser({ actions, mayFilter, onChoose }: NodeChooserProps) {
  const t = useTexts(canvasTexts)
  const kindName = useKindName()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(
    () => findAdditions(typed, { actions, kindName, mayFilter }),
    [typed, actions, kindName, mayFilter],
  )
  const shown = found.slice(0, most)
  const current = shown[at]

  // It may take the place of the exits, whose buttons had the focus.
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) setAt(Math.min(Math.max(at + step, 0), shown.length - 1))
    else if (event.key === 'Enter' && current) onChoose(current.addition)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${at}` : undefined}
        aria-label={t('chooseNode')}
        placeholder={t('chooseNode')}
        leftSection={<IconSearch size={14} />}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} className={styles.choices} role="listbox" aria-label={t('nodes')}>
        {shown.map((offered, index) => (
          <Fragment key={offered.key}>
            {offered.group !== null && offered.group !== shown[index - 1]?.group && (
              <li className={styles.choiceGroup} role="presentation">
                {offered.group}
              </li>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys */}
            <li
              id={`${id}-${index}`}
              className={styles.choiceRow}
              role="option"
              aria-selected={index === at}
              onMouseMove={() => setAt(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(offered.addition)}
            >
              <KindSign
                kind={offered.addition.kind}
                colour={offered.addition.action && actionColour(offered.addition.action.type)}
              />
              <span className={styles.choiceName} title={offered.label}>
                {offered.label}
              </span>
            </li>
          </Fragment>
        ))}
      </ul>
      {shown.length === 0 && <div className={styles.choiceNote}>{t('nothingFound')}</div>}
      {found.length > most && <div className={styles.choiceNote}>{t('moreFound', { n: found.length - most })}</div>}
    </>
  )
}
