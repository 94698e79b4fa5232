import { VisuallyHidden } from '@mantine/core'
import { type CustomField, type FieldSection, orderCustomFields } from '@tocsin/contracts/custom-field.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, EmptyState, Mono, Panel, toast, useCan, useReorder } from '../ui/index.ts'
import styles from './Fields.module.css'
import type { FieldColumn } from './field-column.ts'
import { optionSummary } from './option-summary.ts'
import { fieldTexts } from './texts.ts'

interface OwnFieldsProps {
  section: FieldSection
  fields: CustomField[]
  extraColumns: FieldColumn[]
  onEdit: (field: CustomField) => void
  onNew: () => void
}

/** Own fields in the order of all forms; the six dots move them (CF-16). */
export function OwnFields({ section, fields, extraColumns, onEdit, onNew }: OwnFieldsProps) {
  const t = useTexts(fieldTexts)
  const can = useCan()
  const order = useChange(orderCustomFields, { alsoChanges: ['fields'] })
  const [pending, setPending] = useState<string[] | null>(null)
  const shown = inOrder(fields, pending)
  const reorder = useReorder(
    shown.map(({ id }) => id),
    (ids) => {
      setPending(ids)
      order
        .mutateAsync({ body: { section, ids } })
        .catch((error: unknown) => toast.failed(error, t('order')))
        .finally(() => setPending(null))
    },
    can('custom-field.configure'),
  )

  if (fields.length === 0) {
    const create = (
      <ActionButton variant="filled" capability="custom-field.configure" onClick={onNew}>
        {t('newField')}
      </ActionButton>
    )
    return (
      <Panel title={t('own')}>
        <EmptyState title={t('none')} text={t('noneText')} action={create} compact />
      </Panel>
    )
  }
  return (
    <Panel title={t('own')} bare>
      <table className={styles.table} aria-label={t('own')}>
        <thead>
          <tr>
            <th style={{ width: 36 }}>
              <VisuallyHidden>{t('order')}</VisuallyHidden>
            </th>
            <th style={{ width: '20%' }}>{t('name')}</th>
            <th style={{ width: 96 }}>{t('internalName')}</th>
            <th style={{ width: 112 }}>{t('type')}</th>
            <th>{t('options')}</th>
            <th style={{ width: 80 }}>{t('required')}</th>
            <th style={{ width: 96 }}>{t('useAsFilter')}</th>
            {extraColumns.map((column) => (
              <th key={column.key} style={{ width: column.width }}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => (
            <tr key={field.id} {...reorder.row(field.id)}>
              <td>{reorder.handle(field.id, field.name)}</td>
              <td>
                <button type="button" className={styles.name} onClick={() => onEdit(field)} title={field.help}>
                  {field.name}
                </button>
              </td>
              <td>
                <Mono text={field.internalName} />
              </td>
              <td>{t(field.type)}</td>
              <td className={styles.quiet} title={optionSummary(field.options)}>
                {optionSummary(field.options) || '–'}
              </td>
              <td>{field.required ? t('yesMark') : <span className={styles.quiet}>–</span>}</td>
              <td>{field.useAsFilter ? t('yesMark') : <span className={styles.quiet}>–</span>}</td>
              {extraColumns.map((column) => (
                <td key={column.key}>{column.cell(field)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function inOrder(fields: CustomField[], ids: string[] | null): CustomField[] {
  const sorted = [...fields].sort((one, other) => one.position - other.position)
  return ids ? ids.flatMap((id) => sorted.find((field) => field.id === id) ?? []) : sorted
}
