import { Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { createEntity, type Entity, entityType, listEntities } from '@tocsin/contracts/entity.ts'
import { useState } from 'react'
import { useChange, useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  EmptyState,
  Page,
  QueryBar,
  type QueryField,
  Table,
  useListSearch,
  useSearchValue,
} from '../ui/index.ts'
import styles from './Entities.module.css'
import { EntityDialog } from './EntityDialog.tsx'
import { useEntityColumns } from './entity-columns.tsx'
import { entityTexts } from './texts.ts'

const rowId = (row: Entity) => row.id
const href = (row: Entity) => paths.entity(row.id)
const noFields: QueryField[] = []

/** All entities over all incidents (ENT-20). */
export function EntitiesPage() {
  const t = useTexts(entityTexts)
  const navigate = useNavigate()
  const search = useListSearch({ sort: '-lastSeenAt' })
  const [chosen, setType] = useSearchValue('type')
  const type = entityType.options.find((one) => one === chosen)
  const list = useList(listEntities, { query: { ...search.input.query, type } })
  const create = useChange(createEntity)
  const [isAdding, setAdding] = useState(false)
  const add = (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={14} />}
      capability="entity.manage"
      onClick={() => setAdding(true)}
    >
      {t('new')}
    </ActionButton>
  )
  const clear = () => {
    setType(undefined)
    search.onClearSearch?.()
  }
  return (
    <Page title={t('title')} layout="fill" actions={add}>
      <QueryBar
        query={search.query}
        onQuery={search.setQuery}
        fields={noFields}
        error={list.error}
        hint={t('search')}
      />
      <Table
        name="entities"
        label={t('title')}
        resource="entities"
        columns={useEntityColumns(true)}
        list={list}
        rowId={rowId}
        href={href}
        sort={search.sort}
        onSort={search.setSort}
        onClearSearch={type || search.onClearSearch ? clear : undefined}
        toolbar={
          <Select
            className={styles.filter}
            aria-label={t('type')}
            placeholder={t('allTypes')}
            clearable
            value={type ?? null}
            onChange={(value) => setType(value ?? undefined)}
            data={entityType.options.map((value) => ({ value, label: t(value) }))}
          />
        }
        empty={<EmptyState title={t('none')} text={t('noneText')} action={add} />}
      />
      {isAdding && (
        <EntityDialog
          save={async (body) => {
            const { id } = await create.mutateAsync({ body })
            void navigate({ to: paths.entity(id) })
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  )
}
