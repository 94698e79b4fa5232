import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { RichTextInput } from '../ui/index.ts'
import { UserSelect } from '../users/index.ts'
import styles from './Fields.module.css'
import { fromLocalTime, toLocalTime } from './local-time.ts'
import { activeOptions } from './query-fields.ts'

interface FieldInputProps {
  field: FieldDescription
  value: Json | undefined
  onChange: (value: Json) => void
  id?: string
  name?: string
  error?: string
  /** Instead of the field's own, such as where a template may leave out what incidents require. */
  required?: boolean
  placeholder?: string
}

const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : [])

/** The choices of a list; the present value stays even when it was retired (CF-20). */
function choices(field: FieldDescription, present: string[]): string[] {
  return [...new Set([...activeOptions(field), ...present])]
}

/** The input of a field by its type; required ones carry an asterisk (NEW-02, CF-08). */
export function FieldInput({ field, value, onChange, required = field.required, ...rest }: FieldInputProps) {
  const shared = {
    ...rest,
    label: field.name,
    description: field.help || undefined,
    withAsterisk: required,
    'aria-required': required,
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  switch (field.type) {
    case 'list':
      return (
        <Select
          {...shared}
          value={text || null}
          onChange={onChange}
          data={choices(field, text ? [text] : [])}
          searchable={field.options.length > 8}
          clearable={!required}
        />
      )
    case 'multilist':
      return (
        <MultiSelect
          {...shared}
          value={texts(value)}
          onChange={onChange}
          data={choices(field, texts(value))}
          searchable
          clearable
        />
      )
    case 'tags':
      return <TagsInput {...shared} size="xs" value={texts(value)} onChange={onChange} splitChars={[',']} clearable />
    case 'checkbox':
      return (
        <Checkbox
          {...rest}
          label={field.name}
          description={field.help || undefined}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'numeric':
    case 'integer':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : text}
          onChange={onChange}
          allowDecimal={field.type === 'numeric'}
        />
      )
    case 'datetime':
      return (
        <TextInput
          {...shared}
          type="datetime-local"
          classNames={{ input: styles.time }}
          step={1}
          value={toLocalTime(value)}
          onChange={(event) => onChange(fromLocalTime(event.currentTarget.value))}
        />
      )
    case 'user':
      return <UserSelect {...rest} label={field.name} value={text || null} onChange={onChange} required={required} />
    case 'html':
      return <RichTextInput {...shared} value={text} onChange={onChange} />
    case 'ip':
      return (
        <TextInput
          {...shared}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          spellCheck={false}
          placeholder={rest.placeholder ?? '192.0.2.1, 2001:db8::1'}
        />
      )
    case 'text':
      return field.internalName === 'description' ? (
        <Textarea {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <TextInput {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
      )
  }
}
