import { IconPlus } from '@tabler/icons-react'
import { listUsers, type User } from '@tocsin/contracts/access.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, type Column, EmptyState, Moment, Page, StatusTag, Table, useNow } from '../ui/index.ts'
import { userTexts } from './texts.ts'
import { UserDrawer } from './UserDrawer.tsx'
import styles from './Users.module.css'

const rowId = (row: User) => row.id

/** People of this instance (GEN-04). */
export function UsersPage() {
  const t = useTexts(userTexts)
  const { data, error, refetch } = useEndpoint(listUsers)
  const [editing, setEditing] = useState<User | 'new' | null>(null)
  const columns = useMemo(
    (): Column<User>[] => [
      {
        key: 'name',
        label: t('name'),
        width: 240,
        opens: true,
        cell: (row) => (
          <button type="button" className={styles.name} onClick={() => setEditing(row)}>
            <Clipped text={row.name} />
          </button>
        ),
      },
      { key: 'email', label: t('email'), cell: (row) => <Clipped text={row.email} copy /> },
      { key: 'profile', label: t('profile'), width: 176, cell: (row) => row.profile },
      {
        key: 'groups',
        label: t('groups'),
        width: 200,
        cell: (row) => <Clipped text={row.groups.map(({ name }) => name).join(', ')} />,
      },
      { key: 'status', label: t('status'), width: 144, cell: (row) => <UserStatus user={row} /> },
      { key: 'createdAt', label: t('created'), width: 128, cell: (row) => <Moment at={row.createdAt} /> },
    ],
    [t],
  )
  const create = (
    <ActionButton
      variant="filled"
      capability="user.manage"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('newUser')}
    </ActionButton>
  )
  return (
    <Page title={t('users')} layout="fill" actions={create}>
      <Table
        name="users"
        label={t('users')}
        resource="users"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        onEdit={setEditing}
        empty={<EmptyState title={t('noUsers')} text={t('noUsersText')} action={create} />}
      />
      {editing && <UserDrawer user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function UserStatus({ user }: { user: User }) {
  const t = useTexts(userTexts)
  const now = useNow(30_000)
  if (!user.active) return <StatusTag>{t('inactive')}</StatusTag>
  if (user.lockedUntil && Date.parse(user.lockedUntil) > now) return <StatusTag tone="danger">{t('locked')}</StatusTag>
  return <StatusTag tone="good">{t('active')}</StatusTag>
}
