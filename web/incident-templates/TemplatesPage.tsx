import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type IncidentTemplate, listIncidentTemplates } from '@tocsin/contracts/incident-template.ts'
import { listLabels } from '@tocsin/contracts/label.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../api/index.ts'
import { Words } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, Clipped, type Column, EmptyState, Page, StatusTag, Table } from '../ui/index.ts'
import { templateTexts } from './texts.ts'

const rowId = (row: IncidentTemplate) => row.id
const href = (row: IncidentTemplate) => paths.incidentTemplate(row.id)

/** Templates by name (TPL-01). */
export function TemplatesPage() {
  const t = useTexts(templateTexts)
  const navigate = useNavigate()
  const { data, error, refetch } = useEndpoint(listIncidentTemplates)
  const labels = useEndpoint(listLabels).data?.items
  const columns = useMemo(
    (): Column<IncidentTemplate>[] => [
      { key: 'name', label: t('name'), width: 264, opens: true, cell: (row) => <Clipped text={row.name} /> },
      {
        key: 'enabled',
        label: t('enabled'),
        width: 112,
        cell: (row) => (
          <StatusTag tone={row.enabled ? 'good' : 'neutral'}>{t(row.enabled ? 'enabled' : 'disabled')}</StatusTag>
        ),
      },
      { key: 'category', label: t('category'), width: 144, cell: (row) => row.category || '–' },
      { key: 'description', label: t('description'), cell: (row) => <Clipped text={row.description || '–'} /> },
      {
        key: 'label',
        label: t('label'),
        width: 160,
        cell: (row) => labels?.find(({ id }) => id === row.labelId)?.name ?? t('labelDefault'),
      },
      {
        key: 'defaults',
        label: t('fieldsCount'),
        width: 88,
        align: 'end',
        cell: (row) => Object.keys(row.defaults).length,
      },
      { key: 'playbooks', label: t('playbooks'), width: 96, align: 'end', cell: (row) => row.playbooks.length },
      {
        key: 'tags',
        label: t('tags'),
        width: 176,
        extra: true,
        cell: (row) => (row.tags.length > 0 ? <Words words={row.tags} line /> : '–'),
      },
      {
        key: 'shipped',
        label: '',
        width: 88,
        extra: true,
        cell: (row) => row.shipped && <StatusTag>{t('shipped')}</StatusTag>,
      },
    ],
    [t, labels],
  )
  const create = (
    <ActionButton
      variant="filled"
      capability="incident-template.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => void navigate({ to: paths.incidentTemplate('new') })}
    >
      {t('new')}
    </ActionButton>
  )
  return (
    <Page title={t('title')} layout="fill" actions={create}>
      <Table
        name="incident-templates"
        label={t('title')}
        resource="incident-templates"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        href={href}
        empty={<EmptyState title={t('none')} text={t('noneText')} action={create} />}
      />
    </Page>
  )
}
