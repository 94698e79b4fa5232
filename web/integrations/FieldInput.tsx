import { Checkbox, MultiSelect, PasswordInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { InputField } from '@tocsin/contracts/integration.ts'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n/index.ts'
import { integrationTexts } from './texts.ts'

/** Text for most fields; a list for `multilist` and `tag`. */
export type FieldValue = string | string[]

interface FieldInputProps {
  field: Pick<InputField, 'label' | 'type' | 'required' | 'default' | 'hint' | 'values'>
  value: FieldValue
  onChange: (value: FieldValue) => void
  id?: string
  error?: ReactNode
  /** Below the input, in place of the hint of the field. */
  description?: ReactNode
}

/** Reads what a list field may hold: a list, JSON text of one, or a single value. */
export function splitList(value: FieldValue): string[] {
  if (Array.isArray(value)) return value
  if (value.trim() === '') return []
  try {
    const read: unknown = JSON.parse(value)
    if (Array.isArray(read)) return read.map(String)
  } catch {
    // Not JSON: one plain value.
  }
  return [value]
}

// Tag inputs have no default of the kit for this.
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

const asText = (value: FieldValue) => (Array.isArray(value) ? JSON.stringify(value) : value)

/** An input of the kind that a field of an integration or action asks for (INT-13, NOD-14). */
export function FieldInput({ field, value, onChange, id, error, description }: FieldInputProps) {
  const t = useTexts(integrationTexts)
  const text = asText(value)
  const shared = {
    id,
    label: field.label,
    withAsterisk: field.required,
    description: description ?? field.hint ?? undefined,
    error,
    inputWrapperOrder: order,
  }
  const placeholder = field.default ?? undefined
  const onText = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  const choices = field.values.map(({ key, text: label }) => ({ value: key, label }))

  switch (field.type) {
    case 'checkbox':
      return (
        <Checkbox
          id={id}
          label={field.label}
          description={shared.description}
          error={error}
          checked={(text || field.default || '').toLowerCase() === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      )
    case 'list':
      return (
        <Select
          {...shared}
          // What was chosen once and is not offered any more stays visible.
          data={
            text && !choices.some(({ value: key }) => key === text)
              ? [...choices, { value: text, label: text }]
              : choices
          }
          value={text || null}
          placeholder={choices.find(({ value: key }) => key === field.default)?.label ?? placeholder}
          onChange={(next) => onChange(next ?? '')}
          clearable={!field.required}
          searchable={choices.length > 8}
        />
      )
    case 'multilist':
      return choices.length > 0 ? (
        <MultiSelect {...shared} data={choices} value={splitList(value)} onChange={onChange} clearable searchable />
      ) : (
        <TagsInput {...shared} size="xs" value={splitList(value)} onChange={onChange} placeholder={t('addValue')} />
      )
    case 'tag':
      return (
        <TagsInput {...shared} size="xs" value={splitList(value)} onChange={onChange} placeholder={t('addValue')} />
      )
    case 'password':
      return <PasswordInput {...shared} value={text} onChange={onText} autoComplete="new-password" />
    case 'textarea':
      return <Textarea {...shared} value={text} onChange={onText} placeholder={placeholder} />
    case 'upload':
    case 'fileDetonate':
      return <TextInput {...shared} value="" disabled description={t('fileField')} />
    default:
      return (
        <TextInput
          {...shared}
          value={text}
          onChange={onText}
          placeholder={placeholder}
          inputMode={field.type === 'number' ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      )
  }
}
