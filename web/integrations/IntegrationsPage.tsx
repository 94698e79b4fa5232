import { TextInput } from '@mantine/core'
import { IconSearch, IconUpload } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Integration, listIntegrations } from '@tocsin/contracts/integration.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, type Column, EmptyState, Moment, Page, Table } from '../ui/index.ts'
import { ActionUsage } from './ActionUsage.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { IntegrationLogo } from './IntegrationLogo.tsx'
import styles from './Integrations.module.css'
import { integrationTexts } from './texts.ts'

const rowId = (row: Integration) => row.id
const href = (row: Integration) => paths.integration(row.id)

/** Installed integrations (INT-01). */
export function IntegrationsPage() {
  const t = useTexts(integrationTexts)
  const navigate = useNavigate()
  const { query = '' } = useSearch({ strict: false }) as { query?: string }
  const [isImporting, setImporting] = useState(false)
  const { data, error, refetch } = useEndpoint(listIntegrations)
  const setQuery = (next: string) =>
    void navigate({ to: '.', search: { query: next || undefined } as never, replace: true })

  const rows = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    return data?.items
      .filter(({ name, language }) => words.every((word) => `${name} ${language}`.toLowerCase().includes(word)))
      .sort((one, other) => one.name.localeCompare(other.name))
  }, [data, query])

  const columns = useMemo<Column<Integration>[]>(
    () => [
      {
        key: 'name',
        label: t('name'),
        opens: true,
        cell: (row) => (
          <span className={styles.named}>
            <IntegrationLogo name={row.name} icon={row.icon} />
            {row.name}
          </span>
        ),
      },
      { key: 'version', label: t('productVersion'), width: 96, cell: (row) => row.productVersion },
      { key: 'language', label: t('language'), width: 112, cell: (row) => row.language },
      { key: 'actions', label: t('actionsCount'), width: 88, align: 'end', cell: (row) => row.actionCount },
      { key: 'resources', label: t('resourcesCount'), width: 104, align: 'end', cell: (row) => row.resourceCount },
      { key: 'origin', label: t('origin'), width: 112, cell: (row) => t(row.origin) },
      { key: 'updated', label: t('updated'), width: 128, cell: (row) => <Moment at={row.updatedAt} /> },
      { key: 'image', label: t('image'), width: 200, extra: true, cell: (row) => row.image },
    ],
    [t],
  )

  const importButton = (variant?: 'filled') => (
    <ActionButton
      variant={variant}
      capability="integration.configure"
      leftSection={<IconUpload size={14} />}
      onClick={() => setImporting(true)}
    >
      {t('import')}
    </ActionButton>
  )

  return (
    <Page title={t('title')} layout="fill" actions={importButton('filled')}>
      <Table
        name="integrations"
        label={t('title')}
        resource="integrations"
        columns={columns}
        list={{ rows, total: rows?.length, error, retry: () => void refetch() }}
        rowId={rowId}
        href={href}
        toolbar={
          <>
            <TextInput
              className={styles.toolbar}
              placeholder={t('search')}
              aria-label={t('search')}
              leftSection={<IconSearch size={14} />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <ActionUsage />
          </>
        }
        onClearSearch={query ? () => setQuery('') : undefined}
        empty={<EmptyState title={t('none')} text={t('noneText')} action={importButton()} />}
      />
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}
