import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { IconStar, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { usePreference } from '../ui/index.ts'
import styles from './Incidents.module.css'
import { incidentTexts } from './texts.ts'

interface Bookmark {
  name: string
  query: string
}

interface BookmarksProps {
  query: string
  onQuery: (query: string) => void
}

/** Saved searches as chips: one click applies, another removes (INC-25, INC-26). */
export function Bookmarks({ query, onQuery }: BookmarksProps) {
  const t = useTexts(incidentTexts)
  const [saved, setSaved] = usePreference<Bookmark[]>('searches/incidents', [])
  const shipped: Bookmark[] = [
    { name: t('open'), query: 'closingtime IS EMPTY' },
    { name: t('mine'), query: 'owner:me AND closingtime IS EMPTY' },
    { name: t('unowned'), query: 'owner IS EMPTY AND closingtime IS EMPTY' },
    { name: t('urgent'), query: 'restriction IN (Critical, High) AND closingtime IS EMPTY' },
    { name: t('deletedOnes'), query: 'is_deleted:true' },
  ]
  const chip = (bookmark: Bookmark) => {
    const isOn = bookmark.query === query
    return (
      <Button
        key={bookmark.name}
        size="compact-xs"
        variant={isOn ? 'default' : 'subtle'}
        aria-pressed={isOn}
        title={bookmark.query}
        onClick={() => onQuery(isOn ? '' : bookmark.query)}
      >
        {bookmark.name}
      </Button>
    )
  }
  const isKnown = [...shipped, ...saved].some((bookmark) => bookmark.query === query)
  return (
    <>
      {shipped.map(chip)}
      {saved.map((bookmark) => (
        <span key={bookmark.name} className={styles.saved}>
          {chip(bookmark)}
          <ActionIcon
            size={20}
            aria-label={t('removeSearch', { name: bookmark.name })}
            title={t('removeSearch', { name: bookmark.name })}
            onClick={() => setSaved(saved.filter((one) => one !== bookmark))}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      {query && !isKnown && (
        <SaveSearch onSave={(name) => setSaved([...saved.filter((one) => one.name !== name), { name, query }])} />
      )}
    </>
  )
}

function SaveSearch({ onSave }: { onSave: (name: string) => void }) {
  const t = useTexts(incidentTexts)
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    onSave(name.trim())
    setOpen(false)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus>
      <Popover.Target>
        <ActionIcon size={22} aria-label={t('saveSearch')} title={t('saveSearch')} onClick={() => setOpen(!isOpen)}>
          <IconStar size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={styles.saveSearch}>
          <TextInput
            label={t('searchName')}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled">
            {t('save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
