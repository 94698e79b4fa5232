// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list box of a combobox, as the ARIA practices describe it
// biome-ignore-all lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
import { Popover, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Expression } from '@tocsin/engine/values/index.ts'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { findOffers, nodeOfGroup, type Offer } from './offers.ts'
import { internals, parseLabel } from './reference-label.ts'
import { valueTexts } from './texts.ts'
import styles from './Values.module.css'
import { useSurroundings } from './ValuesContext.ts'

export type Picked = Exclude<Expression, { ref: 'const' } | { ref: 'text' }>

interface ValuePickerProps {
  opened: boolean
  onClose: () => void
  onPick: (picked: Picked) => void
  /** Also true, false and empty; not where only placeholders fit. */
  constants?: boolean
  /** What is searched for at first. */
  initial?: string
  /** What opens it. */
  children: ReactNode
}

interface Option {
  key: string
  group: string
  label: string
  /** The label without what its group says already. */
  short: string
  hint: string
  sample: string
  isExample?: boolean
  picked: Picked
}

const most = 200

/** One field with completion over everything a node may refer to, with the last real value (PLC-01, PLC-06). */
export function ValuePicker({ opened, onClose, onPick, constants = true, initial = '', children }: ValuePickerProps) {
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && onClose()}
      position="bottom-end"
      width={420}
      trapFocus
      returnFocus
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown className={styles.picker}>
        {opened && (
          <Choices
            constants={constants}
            initial={initial}
            onPick={(picked) => {
              onPick(picked)
              onClose()
            }}
            onClose={onClose}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoicesProps {
  initial: string
  constants: boolean
  onPick: (picked: Picked) => void
  onClose: () => void
}

function Choices({ initial, constants, onPick, onClose }: ChoicesProps) {
  const t = useTexts(valueTexts)
  const id = useId()
  const { offers, upstream } = useSurroundings()
  const [typed, setTyped] = useState(initial)
  const [chosen, setChosen] = useState(0)
  const all = useOptions(typed, constants)
  const options = all.slice(0, most)
  const current = options[chosen]

  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) setChosen(Math.min(Math.max(chosen + step, 0), options.length - 1))
    else if (event.key === 'Enter' && current) onPick(current.picked)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${chosen}` : undefined}
        aria-label={t('searchValues')}
        placeholder={t('searchHint')}
        leftSection={<IconSearch size={14} />}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} className={styles.options} role="listbox" aria-label={t('values')}>
        {options.map((option, index) => (
          <OptionRow
            key={option.key}
            id={`${id}-${index}`}
            option={option}
            isFirst={option.group !== options[index - 1]?.group}
            isChosen={index === chosen}
            onHover={() => setChosen(index)}
            onPick={() => onPick(option.picked)}
          />
        ))}
      </ul>
      {all.length > most && <div className={styles.note}>{t('more', { n: all.length - most })}</div>}
      {options.length === 0 && <div className={styles.note}>{t('nothing')}</div>}
      {typed === '' && upstream.length <= 1 && offers.length === 0 && (
        <div className={styles.note}>{t('noValues')}</div>
      )}
      {current && (
        <div className={styles.preview}>
          <span>{[current.hint, t(current.isExample ? 'example' : 'lastValue')].filter(Boolean).join(' · ')}</span>
          <code>{current.sample || t('noSample')}</code>
        </div>
      )}
    </>
  )
}

interface OptionRowProps {
  id: string
  option: Option
  isFirst: boolean
  isChosen: boolean
  onHover: () => void
  onPick: () => void
}

function OptionRow({ id, option, isFirst, isChosen, onHover, onPick }: OptionRowProps) {
  return (
    <>
      {isFirst && (
        <li className={styles.group} role="presentation">
          {option.group}
        </li>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys */}
      <li
        id={id}
        className={styles.option}
        role="option"
        aria-selected={isChosen}
        aria-label={option.label}
        onMouseMove={onHover}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
      >
        <span className={styles.optionLabel} title={option.label}>
          {option.short}
        </span>
        <span className={styles.optionSample}>{option.sample || option.hint}</span>
      </li>
    </>
  )
}

function useOptions(typed: string, constants: boolean): Option[] {
  const t = useTexts(valueTexts)
  const { graph, offers, upstream } = useSurroundings()
  return useMemo(() => {
    const groupOf = (offer: Offer) =>
      nodeOfGroup(offer.group, graph) ?? t(typeof offer.group === 'string' ? offer.group : 'values')
    const found = findOffers(offers, typed).map((offer) => ({
      key: offer.key,
      group: groupOf(offer),
      label: offer.label,
      short: shortLabel(offer.label, nodeOfGroup(offer.group, graph)),
      hint: offer.hint,
      sample: offer.sample,
      isExample: offer.isExample,
      picked: offer.reference,
    }))
    const words = typed.trim().toLowerCase()
    const fixed = constants
      ? internals
          .filter(({ text }) => text.includes(words))
          .map(({ text, expression }) => ({
            key: text,
            group: t('constants'),
            label: text,
            short: text,
            hint: '',
            sample: '',
            picked: expression,
          }))
      : []
    const own = parseLabel(typed, upstream)
    const path = typed.trim()
    const isNew = own !== null && !found.some(({ label }) => label === path)
    const custom = isNew
      ? [
          {
            key: 'typed',
            group: t('values'),
            label: t('usePath', { path }),
            short: t('usePath', { path }),
            hint: '',
            sample: '',
            picked: own,
          },
        ]
      : []
    // Groups stay together, in the order of their best match.
    const order = [...new Set(found.map(({ group }) => group))]
    const sorted = order.flatMap((group) => found.filter((each) => each.group === group))
    return [...custom, ...sorted, ...fixed]
  }, [graph, offers, upstream, typed, constants, t])
}

function shortLabel(label: string, node: string | null): string {
  return node !== null && label.startsWith(`${node}.`) ? label.slice(node.length + 1) : label
}
