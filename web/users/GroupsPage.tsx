import { IconPlus } from '@tabler/icons-react'
import { deleteGroup, type Group, listGroups, listGroupUses } from '@tocsin/contracts/group.ts'
import { useMemo, useState } from 'react'
import { call, useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, type Column, EmptyState, Page, Table, toast, useConfirm } from '../ui/index.ts'
import { GroupDrawer } from './GroupDrawer.tsx'
import { GroupUses } from './GroupUses.tsx'
import { groupTexts } from './group-texts.ts'
import styles from './Users.module.css'

const rowId = (row: Group) => row.id

/** Groups of users (GEN-04, GRP-01). */
export function GroupsPage() {
  const t = useTexts(groupTexts)
  const { data, error, refetch } = useEndpoint(listGroups)
  const [editing, setEditing] = useState<Group | 'new' | null>(null)
  const columns = useMemo(
    (): Column<Group>[] => [
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
      {
        key: 'profile',
        label: t('profile'),
        width: 176,
        cell: (row) => row.profile ?? <span className={styles.quiet}>{t('ownProfile')}</span>,
      },
      {
        key: 'members',
        label: t('members'),
        cell: (row) =>
          row.members.length > 0 ? (
            <Clipped text={row.members.map(({ name }) => name).join(', ')} />
          ) : (
            <span className={styles.quiet}>{t('nobody')}</span>
          ),
      },
      { key: 'description', label: t('description'), cell: (row) => <Clipped text={row.description} /> },
      { key: 'actions', label: t('actions'), width: 104, cell: (row) => <Delete group={row} /> },
    ],
    [t],
  )
  const create = (
    <ActionButton
      variant="filled"
      capability="group.manage"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('newGroup')}
    </ActionButton>
  )
  return (
    <Page title={t('groups')} layout="fill" actions={create}>
      <Table
        name="groups"
        label={t('groups')}
        resource="groups"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        onEdit={setEditing}
        empty={<EmptyState title={t('noGroups')} text={t('noGroupsText')} action={create} />}
      />
      {editing && <GroupDrawer group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function Delete({ group }: { group: Group }) {
  const t = useTexts(groupTexts)
  const confirm = useConfirm()
  const remove = useChange(deleteGroup, { alsoChanges: ['users'] })
  const ask = async () => {
    const params = { id: group.id }
    const uses = await call(listGroupUses, { params })
    const done = await confirm({
      title: t('deleteAsk', { name: group.name }),
      text: <GroupUses text={t('deleteText')} uses={uses} />,
      action: t('delete'),
      danger: true,
      run: () => remove.mutateAsync({ params }),
    })
    if (done) toast.done(t('deleted', { name: group.name }))
  }
  return (
    <ActionButton
      size="compact-xs"
      color="danger"
      capability="group.manage"
      aria-label={`${t('delete')}: ${group.name}`}
      onClick={ask}
    >
      {t('delete')}
    </ActionButton>
  )
}
