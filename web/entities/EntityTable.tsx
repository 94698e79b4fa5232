import type { Entity } from '@tocsin/contracts/entity.ts'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { EmptyState, Table, type TableList } from '../ui/index.ts'
import { useEntityColumns } from './entity-columns.tsx'
import { entityTexts } from './texts.ts'

const rowId = (row: Entity) => row.id
const href = (row: Entity) => paths.entity(row.id)

interface EntityTableProps {
  /** Unique name of the list. */
  name: string
  list: TableList<Entity>
  action?: ReactNode
}

/** The entities of one incident or triage event (ENT-28). */
export function EntityTable({ name, list, action }: EntityTableProps) {
  const t = useTexts(entityTexts)
  return (
    <Table
      name={name}
      label={t('title')}
      columns={useEntityColumns(false)}
      list={list}
      rowId={rowId}
      href={href}
      resource="entities"
      toolbar={action}
      empty={<EmptyState title={t('noneHere')} text={t('noneHereText')} action={action} />}
    />
  )
}
