import { Select, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { useEffect, useState } from 'react'
import { activeOptions } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import type { FilterValues } from './filter-query.ts'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

/** The values of the filter bar, kept in the URL under the names of the fields. */
export function useFilters(fields: FieldDescription[]) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as FilterValues
  const values: FilterValues = Object.fromEntries(
    fields.map(({ internalName }) => [internalName, search[internalName]]),
  )
  const set = (change: FilterValues) =>
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...change }), replace: true })
  const isOn = Object.values(values).some(Boolean)
  return {
    values,
    set: (name: string, value: string | undefined) => set({ [name]: value || undefined }),
    isOn,
    clear: () => set(Object.fromEntries(fields.map(({ internalName }) => [internalName, undefined]))),
  }
}

interface FilterBarProps {
  fields: FieldDescription[]
  values: FilterValues
  onChange: (name: string, value: string | undefined) => void
}

/** Offers exactly the fields marked "use as filter" (TRI-08). */
export function FilterBar({ fields, values, onChange }: FilterBarProps) {
  const t = useTexts(triageTexts)
  if (fields.length === 0) return null
  return (
    <fieldset className={styles.filters} aria-label={t('filters')}>
      {fields.map((field) => (
        <Filter
          key={field.internalName}
          field={field}
          value={values[field.internalName] ?? ''}
          onChange={(value) => onChange(field.internalName, value)}
        />
      ))}
    </fieldset>
  )
}

interface FilterProps {
  field: FieldDescription
  value: string
  onChange: (value: string | undefined) => void
}

function Filter({ field, value, onChange }: FilterProps) {
  const t = useTexts(triageTexts)
  const placeholder = t('any', { name: field.name })
  const isChoice = field.type === 'list' || field.type === 'multilist' || field.type === 'checkbox'
  if (!isChoice) return <TypedFilter field={field} value={value} onChange={onChange} />
  const data =
    field.type === 'checkbox'
      ? [
          { value: 'true', label: `${field.name}: ${t('yes')}` },
          { value: 'false', label: `${field.name}: ${t('no')}` },
        ]
      : activeOptions(field).map((option) => ({ value: option, label: option }))
  return (
    <Select
      className={styles.filter}
      aria-label={field.name}
      placeholder={placeholder}
      clearable
      searchable={data.length > 8}
      data={data}
      value={value || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

/** Typed filters apply on Enter or when left, so that half a word asks for nothing. */
function TypedFilter({ field, value, onChange }: FilterProps) {
  const t = useTexts(triageTexts)
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      className={styles.filter}
      aria-label={field.name}
      placeholder={t('any', { name: field.name })}
      type={field.type === 'datetime' ? 'date' : 'text'}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== value && onChange(text)}
      onKeyDown={(event) => event.key === 'Enter' && onChange(text)}
    />
  )
}
