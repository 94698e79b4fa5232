// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a list box of a combobox, as the ARIA practices describe it
// biome-ignore-all lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
import { Modal, TextInput } from '@mantine/core'
import { IconSearch, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useText, useTexts } from '../i18n/index.ts'
import { EmptyState } from '../ui/index.ts'
import { useMenu } from './MenuContext.ts'
import { findEntries } from './menu.ts'
import styles from './Shell.module.css'
import type { MenuEntry } from './screen.ts'
import { shellTexts } from './texts.ts'

/** Finds any page by name (GEN-10). */
export function GoTo({ onClose }: { onClose: () => void }) {
  const t = useTexts(shellTexts)
  const text = useText()
  const navigate = useNavigate()
  const menu = useMenu()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = findEntries(menu, typed, ({ label }) => text(label))

  const go = (entry: MenuEntry | undefined) => {
    if (!entry) return
    onClose()
    void navigate({ to: entry.path })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') go(found[chosen])
    else return
    event.preventDefault()
  }

  const where = (entry: MenuEntry) => {
    if (entry.group === 'settings') return `${t('settings')} › ${t(entry.section)}`
    if (entry.group === 'automation') return t('automation')
    return entry.group === 'console' ? t('console') : ''
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('goTo')}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={520}
      aria-label={t('goTo')}
    >
      <TextInput
        data-autofocus
        placeholder={t('goToHint')}
        aria-label={t('goTo')}
        leftSection={<IconSearch size={14} />}
        role="combobox"
        aria-expanded
        aria-controls="goto-pages"
        aria-activedescendant={`goto-${chosen}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <EmptyState title={t('goToNone')} compact />}
      <ul className={styles.palette} id="goto-pages" role="listbox" aria-label={t('goTo')}>
        {found.map((entry, index) => {
          const Icon = entry.icon ?? IconSettings
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
            <li
              key={entry.path}
              id={`goto-${index}`}
              className={styles.entry}
              role="option"
              aria-selected={index === chosen}
              onMouseMove={() => setChosen(index)}
              onClick={() => go(entry)}
            >
              <Icon size={16} stroke={1.6} aria-hidden />
              {text(entry.label)}
              <span>{where(entry)}</span>
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}
