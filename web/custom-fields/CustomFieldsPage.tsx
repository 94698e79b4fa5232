import { IconPlus } from '@tabler/icons-react'
import {
  type CustomField,
  type DefaultField,
  type FieldSection,
  fieldSection,
  listCustomFields,
} from '@tocsin/contracts/custom-field.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, ErrorState, Page, SkeletonLines, useSearchValue } from '../ui/index.ts'
import { DefaultFields } from './DefaultFields.tsx'
import { FieldDrawer } from './FieldDrawer.tsx'
import styles from './Fields.module.css'
import type { FieldColumn } from './field-column.ts'
import { OwnFields } from './OwnFields.tsx'
import { fieldTexts } from './texts.ts'

interface CustomFieldsPageProps {
  extraColumns?: FieldColumn[]
  title?: string
}

/** Sections at the left with how many fields are still free, the fields of one at the right (CF-01, CF-05). */
export function CustomFieldsPage({ extraColumns = [], title }: CustomFieldsPageProps) {
  const t = useTexts(fieldTexts)
  const [wanted, setSection] = useSearchValue('section')
  const section = fieldSection.options.find((one) => one === wanted) ?? 'incidents'
  const { data, error, refetch } = useEndpoint(listCustomFields, { query: { section } }, { keep: true })
  const [editing, setEditing] = useState<CustomField | DefaultField | 'new' | null>(null)
  const isFull = data?.free === 0

  return (
    <Page
      title={title ?? t('title')}
      layout="fill"
      actions={
        <ActionButton
          variant="filled"
          leftSection={<IconPlus size={14} />}
          capability="custom-field.configure"
          ability={isFull ? t('limit', { n: data.limit }) : true}
          onClick={() => setEditing('new')}
        >
          {t('newField')}
        </ActionButton>
      }
    >
      <div className={styles.sections}>
        <nav className={styles.menu} aria-label={t('sections')}>
          {fieldSection.options.map((one) => (
            <SectionButton key={one} section={one} isOpen={one === section} onOpen={() => setSection(one)} />
          ))}
        </nav>
        <div className={styles.fields}>
          {error ? (
            <ErrorState error={error} title={t('fieldsUnread')} retry={() => void refetch()} />
          ) : data ? (
            <>
              <OwnFields
                section={section}
                fields={data.items}
                extraColumns={extraColumns}
                onEdit={setEditing}
                onNew={() => setEditing('new')}
              />
              <DefaultFields fields={data.defaults} onEdit={setEditing} />
            </>
          ) : (
            <SkeletonLines lines={12} />
          )}
        </div>
      </div>
      {editing && (
        <FieldDrawer section={section} field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  )
}

function SectionButton({ section, isOpen, onOpen }: { section: FieldSection; isOpen: boolean; onOpen: () => void }) {
  const t = useTexts(fieldTexts)
  const { data } = useEndpoint(listCustomFields, { query: { section } })
  return (
    <button type="button" className={styles.section} aria-current={isOpen} onClick={onOpen}>
      {t(section)}
      <span className={styles.free} title={t('freeTip')}>
        {data ? t('free', { n: data.free, total: data.limit }) : ' '}
      </span>
    </button>
  )
}
