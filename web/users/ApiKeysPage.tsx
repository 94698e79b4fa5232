import { IconPlus } from '@tabler/icons-react'
import { type ApiKey, listApiKeys, revokeApiKey } from '@tocsin/contracts/access.ts'
import { useMemo, useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import {
  ActionButton,
  Clipped,
  type Column,
  EmptyState,
  Moment,
  Page,
  StatusTag,
  Table,
  toast,
  useConfirm,
} from '../ui/index.ts'
import { ApiKeyDialog } from './ApiKeyDialog.tsx'
import { userTexts } from './texts.ts'

const rowId = (row: ApiKey) => row.id

/** Keys of scripts and machines; the secret is never shown again (USR-04). */
export function ApiKeysPage() {
  const t = useTexts(userTexts)
  const { data, error, refetch } = useEndpoint(listApiKeys)
  const [isAdding, setAdding] = useState(false)
  const columns = useMemo(
    (): Column<ApiKey>[] => [
      { key: 'name', label: t('keyName'), opens: true, cell: (row) => <Clipped text={row.name} /> },
      { key: 'profile', label: t('profile'), width: 160, cell: (row) => row.profile },
      {
        key: 'status',
        label: t('status'),
        width: 120,
        cell: (row) => (
          <StatusTag tone={row.revokedAt ? 'neutral' : 'good'}>{t(row.revokedAt ? 'revoked' : 'keyActive')}</StatusTag>
        ),
      },
      { key: 'createdBy', label: t('createdBy'), width: 160, cell: (row) => <Clipped text={row.createdBy.name} /> },
      { key: 'createdAt', label: t('created'), width: 120, cell: (row) => <Moment at={row.createdAt} /> },
      { key: 'lastUsedAt', label: t('lastUsed'), width: 120, cell: (row) => <Moment at={row.lastUsedAt} /> },
      { key: 'actions', label: t('actions'), width: 104, cell: (row) => !row.revokedAt && <Revoke apiKey={row} /> },
    ],
    [t],
  )
  const create = (
    <ActionButton
      variant="filled"
      capability="api.use"
      leftSection={<IconPlus size={14} />}
      onClick={() => setAdding(true)}
    >
      {t('newKey')}
    </ActionButton>
  )
  return (
    <Page title={t('apiKeys')} layout="fill" actions={create}>
      <Table
        name="api-keys"
        label={t('apiKeys')}
        resource="api-keys"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        empty={<EmptyState title={t('noKeys')} text={t('noKeysText')} action={create} />}
      />
      {isAdding && <ApiKeyDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const t = useTexts(userTexts)
  const confirm = useConfirm()
  const revoke = useChange(revokeApiKey)
  const ask = async () => {
    const done = await confirm({
      title: t('revokeAsk', { name: apiKey.name }),
      text: t('revokeText'),
      action: t('revoke'),
      danger: true,
      run: () => revoke.mutateAsync({ params: { id: apiKey.id } }),
    })
    if (done) toast.done(t('keyRevoked', { name: apiKey.name }))
  }
  return (
    <ActionButton
      size="compact-xs"
      color="danger"
      capability="user.manage"
      aria-label={`${t('revoke')}: ${apiKey.name}`}
      onClick={ask}
    >
      {t('revoke')}
    </ActionButton>
  )
}
