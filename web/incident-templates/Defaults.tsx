import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { FieldInput, inputValue } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import styles from './Templates.module.css'
import { templateTexts } from './texts.ts'
import { fillableFields } from './written-defaults.ts'

interface DefaultsProps {
  fields: FieldDescription[]
  values: Record<string, Json>
  error?: string
  onChange: (values: Record<string, Json>) => void
}

/** One row for each field that the template fills in. */
export function Defaults({ fields, values, error, onChange }: DefaultsProps) {
  const t = useTexts(templateTexts)
  const fillable = fillableFields(fields)
  const chosen = fillable.filter(({ internalName }) => internalName in values)
  const free = fillable.filter(({ internalName }) => !(internalName in values))
  const add = (name: string | null) => {
    const field = free.find(({ internalName }) => internalName === name)
    if (field) onChange({ ...values, [field.internalName]: inputValue(field, field.defaultValue) })
  }
  return (
    <div className={styles.rows}>
      <p className={styles.help}>{t('defaultsHelp')}</p>
      {error && <p className={styles.error}>{error}</p>}
      {chosen.length === 0 && <p className={styles.quiet}>{t('noDefaults')}</p>}
      {chosen.map((field) => (
        <div key={field.internalName} className={styles.row}>
          <FieldInput
            field={field}
            required={false}
            value={values[field.internalName]}
            onChange={(value) => onChange({ ...values, [field.internalName]: value })}
          />
          <ActionIcon
            aria-label={t('removeDefault', { name: field.name })}
            onClick={() =>
              onChange(Object.fromEntries(Object.entries(values).filter(([name]) => name !== field.internalName)))
            }
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Select
        aria-label={t('addDefault')}
        placeholder={t('addDefault')}
        searchable
        value={null}
        data={free.map(({ internalName, name }) => ({ value: internalName, label: name }))}
        onChange={add}
      />
    </div>
  )
}
