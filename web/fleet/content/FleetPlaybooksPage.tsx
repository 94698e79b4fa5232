import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listPlaybooks, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useList } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { type Column, EmptyState, Moment, Page, Table, useListSearch } from '../../ui/index.ts'
import { PushButton } from '../push/PushButton.tsx'
import { SyncCell } from '../push/SyncCell.tsx'
import { usePush } from '../push/use-push.tsx'
import { useSync } from '../push/use-sync.ts'
import styles from './Content.module.css'
import { contentTexts } from './texts.ts'

const rowId = ({ id }: Playbook) => id
const href = ({ id }: Playbook) => paths.playbook(id)

/** The console's playbooks with the state of each at the tenants, and the arrow that pushes (MSSP-30 … MSSP-32). */
export function FleetPlaybooksPage() {
  const t = useTexts(contentTexts)
  const search = useListSearch()
  const list = useList(listPlaybooks, search.input)
  const sync = useSync('playbook')
  const { push, dialog } = usePush()
  const columns: Column<Playbook>[] = [
    {
      key: 'name',
      label: t('name'),
      opens: true,
      cell: ({ name }) => <span className={styles.cut}>{name}</span>,
    },
    { key: 'type', label: t('type'), width: 152, cell: ({ type }) => type ?? <span className={styles.none}>–</span> },
    { key: 'version', label: t('published'), width: 144, cell: (row) => <Version playbook={row} /> },
    { key: 'updated', label: t('updated'), width: 128, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
    {
      key: 'sync',
      label: t('synchronized'),
      width: 112,
      cell: ({ id, name, publishedVersion }) =>
        publishedVersion === null ? (
          <span className={styles.none} title={t('publishFirst')}>
            –
          </span>
        ) : (
          <SyncCell kind="playbook" name={name} sync={sync.of(id)} isLoading={sync.isLoading} />
        ),
    },
    {
      key: 'push',
      label: t('push'),
      width: 80,
      cell: ({ id, name, publishedVersion }) => (
        <PushButton
          name={name}
          ability={publishedVersion === null ? t('publishFirst') : true}
          onPush={() => push([{ kind: 'playbook', id }], name)}
        />
      ),
    },
  ]
  const pushMany = (ids: string[], clear: () => void) => {
    const name = t('items', { n: ids.length })
    const drafts = list.rows?.filter(({ id, publishedVersion }) => ids.includes(id) && publishedVersion === null) ?? []
    return (
      <PushButton
        wide
        name={name}
        ability={drafts[0] ? t('publishFirstName', { name: drafts[0].name }) : true}
        onPush={() =>
          push(
            ids.map((id) => ({ kind: 'playbook', id })),
            name,
            clear,
          )
        }
      />
    )
  }
  return (
    <Page
      title={`${t('playbooks')} · ${t('mssp')}`}
      layout="fill"
      actions={
        <Button component={Link} to={paths.fleetReleases()}>
          {t('history')}
        </Button>
      }
    >
      <Table
        name="fleet-playbooks"
        label={t('playbooks')}
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
        bulk={pushMany}
        empty={
          <EmptyState
            title={t('none')}
            text={t('noneText')}
            action={
              <Button component={Link} to={paths.playbooks()}>
                {t('toPlaybooks')}
              </Button>
            }
          />
        }
      />
      {dialog}
    </Page>
  )
}

function Version({ playbook }: { playbook: Playbook }) {
  const t = useTexts(contentTexts)
  if (playbook.publishedVersion === null) return <span className={styles.none}>{t('unpublished')}</span>
  return (
    <span>
      {playbook.publishedVersion}
      {playbook.hasDraft && <span className={styles.none}> + {t('draft')}</span>}
    </span>
  )
}
