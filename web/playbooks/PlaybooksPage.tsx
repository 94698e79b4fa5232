import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { IconCloudCheck, IconDots, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { listPlaybooks, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useMemo, useState } from 'react'
import { useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, type Column, EmptyState, Moment, Page, Table, useListSearch } from '../ui/index.ts'
import { DetailsDialog } from './DetailsDialog.tsx'
import { ImportPlaybooksDialog } from './ImportPlaybooksDialog.tsx'
import styles from './Library.module.css'
import { PlaybookMenu } from './PlaybookMenu.tsx'
import { PlaybookState } from './PlaybookState.tsx'
import { playbookTexts } from './texts.ts'

const rowId = (row: Playbook) => row.id
const href = (row: Playbook) => paths.playbook(row.id)

/** The library of playbooks (PBK-01). */
export function PlaybooksPage() {
  const t = useTexts(playbookTexts)
  const navigate = useNavigate()
  const search = useListSearch()
  const list = useList(listPlaybooks, search.input)
  const [isNew, setNew] = useState(false)
  const [isImporting, setImporting] = useState(false)

  const columns = useMemo<Column<Playbook>[]>(
    () => [
      { key: 'name', label: t('name'), opens: true, cell: (row) => row.name },
      { key: 'type', label: t('type'), width: 120, cell: (row) => row.type ?? '' },
      { key: 'tags', label: t('tags'), width: 160, cell: (row) => <Tags tags={row.tags} /> },
      { key: 'state', label: t('state'), width: 112, cell: (row) => <PlaybookState playbook={row} /> },
      {
        key: 'version',
        label: t('versionColumn'),
        width: 112,
        cell: (row) => (
          <>
            {row.publishedVersion ?? '–'}
            {row.hasDraft && row.publishedVersion !== null && <span className={styles.draft}>+ {t('draft')}</span>}
          </>
        ),
      },
      { key: 'origin', label: t('origin'), width: 112, cell: (row) => <Origin playbook={row} /> },
      { key: 'updated', label: t('updated'), width: 112, cell: (row) => <Moment at={row.updatedAt} /> },
      { key: 'by', label: t('updatedBy'), width: 136, extra: true, cell: (row) => row.updatedBy.name },
      { key: 'menu', label: t('more'), width: 64, cell: (row) => <RowMenu playbook={row} /> },
    ],
    [t],
  )

  const newButton = (variant?: 'filled') => (
    <ActionButton
      variant={variant}
      capability="playbook.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => setNew(true)}
    >
      {t('new')}
    </ActionButton>
  )

  return (
    <Page
      title={t('title')}
      layout="fill"
      actions={
        <>
          <ActionButton
            capability="playbook.configure"
            leftSection={<IconUpload size={14} />}
            onClick={() => setImporting(true)}
          >
            {t('import')}
          </ActionButton>
          {newButton('filled')}
        </>
      }
    >
      <Table
        name="playbooks"
        label={t('title')}
        resource="playbooks"
        columns={columns}
        list={list}
        rowId={rowId}
        href={href}
        toolbar={
          <TextInput
            className={styles.search}
            placeholder={t('search')}
            aria-label={t('search')}
            leftSection={<IconSearch size={14} />}
            value={search.query}
            onChange={(event) => search.setQuery(event.currentTarget.value)}
          />
        }
        onClearSearch={search.onClearSearch}
        empty={<EmptyState title={t('none')} text={t('noneText')} action={newButton()} />}
      />
      {isNew && (
        <DetailsDialog onClose={() => setNew(false)} onCreated={(id) => void navigate({ to: paths.playbook(id) })} />
      )}
      {isImporting && <ImportPlaybooksDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className={styles.tags} title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

/** Where it came from; pushed by the MSSP in the blue of synchronised content (MSSP-41). */
export function Origin({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  const { kind, name } = playbook.origin
  if (kind !== 'mssp') return <>{t(kind)}</>
  return (
    <span className={styles.synchronised} title={t('synchronised', { name: name ?? t('mssp') })}>
      <IconCloudCheck size={16} aria-hidden />
      {name ?? t('mssp')}
    </span>
  )
}

function RowMenu({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  const [isOpen, setOpen] = useState(false)
  return (
    // Dialogs of the menu are children of the row for React; their clicks must not open it.
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it only keeps events in
    <span onClick={(event) => event.stopPropagation()}>
      <Menu opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('rowMenu', { name: playbook.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <PlaybookMenu playbook={playbook} />
      </Menu>
    </span>
  )
}
