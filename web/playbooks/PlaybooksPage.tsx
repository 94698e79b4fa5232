import { Button } from '@mantine/core'
import { IconPlus, IconTrash, IconUpload } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listPlaybooks, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, EmptyState, Page, QueryBar, SavedQueries, Table, useListSearch } from '../ui/index.ts'
import { DetailsDialog } from './DetailsDialog.tsx'
import { ImportPlaybooksDialog } from './ImportPlaybooksDialog.tsx'
import { LibraryBulk } from './LibraryBulk.tsx'
import { useLibraryColumns } from './library-columns.tsx'
import { playbookTexts } from './texts.ts'
import { useLibraryFields } from './use-library-fields.ts'

const rowId = (row: Playbook) => row.id
const href = (row: Playbook) => paths.playbook(row.id)

/** The library of playbooks, and those that were deleted (PBK-01). */
export function PlaybooksPage() {
  const t = useTexts(playbookTexts)
  const navigate = useNavigate()
  const search = useListSearch()
  const { deleted } = useSearch({ strict: false }) as { deleted?: string | number }
  const isDeleted = deleted !== undefined
  const list = useList(listPlaybooks, { query: { ...search.input.query, deleted: isDeleted ? 'true' : undefined } })
  const fields = useLibraryFields()
  const columns = useLibraryColumns(isDeleted)
  const [isNew, setNew] = useState(false)
  const [isImporting, setImporting] = useState(false)

  const shipped = [
    { name: t('enabledOnes'), query: 'status:enabled' },
    { name: t('disabledOnes'), query: 'status:disabled' },
    { name: t('withDraft'), query: 'draft:true' },
  ]
  const showDeleted = (isOn: boolean) =>
    void navigate({ to: '.', search: (isOn ? { deleted: 1 } : {}) as never, replace: true })
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
      <QueryBar query={search.query} onQuery={search.setQuery} fields={fields} error={list.error} />
      <Table
        key={isDeleted ? 'deleted' : 'library'}
        name={isDeleted ? 'playbooks-deleted' : 'playbooks'}
        label={t(isDeleted ? 'deletedOnes' : 'title')}
        resource="playbooks"
        columns={columns}
        list={list}
        rowId={rowId}
        href={href}
        sort={search.sort}
        onSort={search.setSort}
        toolbar={
          <>
            {!isDeleted && (
              <SavedQueries list="playbooks" shipped={shipped} query={search.query} onQuery={search.setQuery} />
            )}
            <Button
              size="compact-xs"
              variant={isDeleted ? 'default' : 'subtle'}
              aria-pressed={isDeleted}
              leftSection={<IconTrash size={12} />}
              onClick={() => showDeleted(!isDeleted)}
            >
              {t('deletedOnes')}
            </Button>
          </>
        }
        bulk={
          isDeleted
            ? undefined
            : (ids, clear) => (
                <LibraryBulk playbooks={(list.rows ?? []).filter((row) => ids.includes(rowId(row)))} onDone={clear} />
              )
        }
        onClearSearch={search.onClearSearch}
        empty={
          isDeleted ? (
            <EmptyState title={t('noneDeleted')} text={t('noneDeletedText')} />
          ) : (
            <EmptyState title={t('none')} text={t('noneText')} action={newButton()} />
          )
        }
      />
      {isNew && (
        <DetailsDialog onClose={() => setNew(false)} onCreated={(id) => void navigate({ to: paths.playbook(id) })} />
      )}
      {isImporting && <ImportPlaybooksDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}
