import { Button, TextInput } from '@mantine/core'
import { IconEdit, IconPlus, IconSearch } from '@tabler/icons-react'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { listNotes, type Note } from '@tocsin/contracts/note.ts'
import { useState } from 'react'
import { useList } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, Moment, RichText, SkeletonLines, StatusTag } from '../../ui/index.ts'
import { NoteDialog } from './NoteDialog.tsx'
import styles from './Notes.module.css'
import { noteTexts } from './texts.ts'

/** What people and playbooks wrote down, oldest first (NOTE-01 … NOTE-03). */
export function Notes({ incident }: { incident: Incident }) {
  const t = useTexts(noteTexts)
  const params = { id: String(incident.id) }
  const [text, setText] = useState('')
  const list = useList(listNotes, { params, query: { text: text.trim() || undefined } })
  const [editing, setEditing] = useState<Note | 'new' | null>(null)
  const create = (
    <ActionButton
      variant="filled"
      ability={incident.abilities.addNote}
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('newNote')}
    </ActionButton>
  )
  return (
    <div className={styles.notes}>
      {list.error && !list.rows ? (
        <ErrorState error={list.error} title={t('unread')} retry={list.retry} />
      ) : !list.rows ? (
        <SkeletonLines lines={6} />
      ) : list.rows.length === 0 && !text ? (
        <EmptyState title={t('none')} text={t('noneText')} action={create} />
      ) : (
        <>
          <div className={styles.bar}>
            <TextInput
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={14} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {create}
          </div>
          {list.rows.length === 0 && <EmptyState title={t('nothingFound')} />}
          {list.rows.map((note) => (
            <article key={note.id} className={styles.note}>
              <header className={styles.head}>
                <h3>{note.title || note.createdBy.name}</h3>
                {note.closing && <StatusTag tone="good">{t('closing')}</StatusTag>}
                <span className={styles.meta}>
                  {note.title && `${note.createdBy.name} · `}
                  <Moment at={note.createdAt} />
                  {note.updatedAt !== note.createdAt && (
                    <>
                      {' · '}
                      {t('changed')} <Moment at={note.updatedAt} />
                    </>
                  )}
                </span>
                <ActionButton
                  size="compact-xs"
                  variant="subtle"
                  ability={note.abilities.change}
                  leftSection={<IconEdit size={13} />}
                  onClick={() => setEditing(note)}
                >
                  {t('edit')}
                </ActionButton>
              </header>
              <RichText html={note.text} />
            </article>
          ))}
          {list.hasMore && (
            <Button variant="subtle" m={8} loading={list.isLoadingMore} onClick={list.loadMore}>
              {t('earlier')}
            </Button>
          )}
        </>
      )}
      {editing && (
        <NoteDialog incidentId={params.id} note={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  )
}
