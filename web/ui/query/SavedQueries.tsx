import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { IconStar, IconX } from '@tabler/icons-react'
import { deleteSavedQuery, listSavedQueries, type SavedQuery, saveQuery } from '@tocsin/contracts/saved-query.ts'
import { type FormEvent, useState } from 'react'
import { useChange, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { toast } from '../toast.tsx'
import styles from './SavedQueries.module.css'

interface SavedQueriesProps {
  /** Under which they are kept, such as `runs`. */
  list: string
  /** Searches that everybody has. */
  shipped: { name: string; query: string }[]
  query: string
  onQuery: (query: string) => void
}

/** Searches as chips: one click asks, another asks for all; the star keeps the present one with the account (RUN-02, INC-25). */
export function SavedQueries({ list, shipped, query, onQuery }: SavedQueriesProps) {
  const t = useTexts(uiTexts)
  const { data } = useEndpoint(listSavedQueries, { query: { list } })
  const remove = useChange(deleteSavedQuery)
  const saved = data?.items ?? []
  const chip = ({ name, query: asks }: Pick<SavedQuery, 'name' | 'query'>) => (
    <Button
      key={name}
      size="compact-xs"
      variant={asks === query ? 'default' : 'subtle'}
      aria-pressed={asks === query}
      title={asks}
      onClick={() => onQuery(asks === query ? '' : asks)}
    >
      {name}
    </Button>
  )
  const forget = (one: SavedQuery) =>
    remove.mutate({ params: { id: one.id } }, { onError: (error) => toast.failed(error, t('removeQuery', one)) })
  const isKnown = [...shipped, ...saved].some((one) => one.query === query)
  return (
    <>
      {shipped.map(chip)}
      {saved.map((one) => (
        <span key={one.id} className={styles.saved}>
          {chip(one)}
          <ActionIcon
            size={20}
            aria-label={t('removeQuery', one)}
            title={t('removeQuery', one)}
            onClick={() => forget(one)}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      {query && data && !isKnown && <SaveQuery list={list} query={query} />}
    </>
  )
}

function SaveQuery({ list, query }: { list: string; query: string }) {
  const t = useTexts(uiTexts)
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const save = useChange(saveQuery)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    save.mutate(
      { body: { list, name: name.trim(), query } },
      { onSuccess: () => setOpen(false), onError: (error) => toast.failed(error, t('saveQuery')) },
    )
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus>
      <Popover.Target>
        <ActionIcon size={22} aria-label={t('saveQuery')} title={t('saveQuery')} onClick={() => setOpen(!isOpen)}>
          <IconStar size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={styles.form}>
          <TextInput
            label={t('queryName')}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t('keepQuery')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
