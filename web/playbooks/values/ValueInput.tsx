import { ActionIcon, Autocomplete, InputLabel } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import type { InputField } from '@tocsin/contracts/integration.ts'
import { type Expression, escapeTemplate, isReference, toText } from '@tocsin/engine/values/index.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { FieldInput, type FieldValue } from '../../integrations/index.ts'
import { ReferenceChip, ReferenceSample } from './ReferenceChip.tsx'
import { internals } from './reference-label.ts'
import { TemplateInput } from './TemplateInput.tsx'
import { valueTexts } from './texts.ts'
import { ValuePicker } from './ValuePicker.tsx'
import styles from './Values.module.css'
import { useSurroundings } from './ValuesContext.ts'

export type ValueField = Pick<InputField, 'label' | 'type' | 'required' | 'default' | 'hint' | 'values'>

interface ValueInputProps {
  field: ValueField
  value: Expression | null | undefined
  onChange: (value: Expression | null) => void
  /** Hides the label, where a heading or the row says it. */
  bare?: boolean
  /** Known constants, offered while typing; anything else may be typed as well. */
  suggestions?: readonly { value: string; label: string }[]
}

/** One value of a node: a constant, a reference picked with the cog, or in text areas text with placeholders (NOD-13). */
export function ValueInput({ field, value, onChange, bare, suggestions }: ValueInputProps) {
  const t = useTexts(valueTexts)
  const { readOnly } = useSurroundings()
  const [isOpen, setOpen] = useState(false)
  const { label } = field

  if (value?.ref === 'text' || (field.type === 'textarea' && (!value || value.ref === 'const'))) {
    const text = value?.ref === 'text' ? value.text : value ? escapeTemplate(toText(value.value)) : ''
    return (
      <TemplateInput
        label={label}
        description={field.hint ?? undefined}
        required={field.required}
        multiline={field.type === 'textarea'}
        loops
        value={text}
        onChange={(next) =>
          onChange(next === '' ? null : { ...(value?.ref === 'text' ? value : {}), ref: 'text', text: next })
        }
      />
    )
  }

  const setConstant = (next: FieldValue) => onChange(next.length === 0 ? null : { ref: 'const', value: next })
  const isPicked = value && (isReference(value) || value.ref === 'internal')
  const cog = !readOnly && (
    <ValuePicker opened={isOpen} onClose={() => setOpen(false)} onPick={onChange}>
      <ActionIcon
        variant="default"
        className={bare || field.type === 'checkbox' ? styles.cogBare : styles.cog}
        aria-label={t('getValue', { label })}
        title={t('getValue', { label })}
        onClick={() => setOpen(!isOpen)}
      >
        <IconSettings size={16} />
      </ActionIcon>
    </ValuePicker>
  )

  return (
    <div className={styles.row} data-bare={bare || undefined}>
      {isPicked ? (
        <div className={styles.picked}>
          {!bare && (
            <InputLabel component="div" required={field.required} className={styles.label}>
              {label}
            </InputLabel>
          )}
          <div className={styles.box}>
            {isReference(value) ? (
              <ReferenceChip
                reference={value}
                label={label}
                onPress={readOnly ? undefined : () => setOpen(true)}
                onClear={readOnly ? undefined : () => onChange(null)}
              />
            ) : (
              <Internal label={label} value={value} onClear={readOnly ? undefined : () => onChange(null)} />
            )}
          </div>
          {isReference(value) && <ReferenceSample reference={value} />}
        </div>
      ) : (
        <fieldset className={styles.plain} disabled={readOnly} data-bare={bare || undefined}>
          {suggestions ? (
            <Suggested
              field={field}
              value={toText(constantOf(value))}
              suggestions={suggestions}
              onChange={setConstant}
            />
          ) : (
            <FieldInput field={field} value={constantOf(value)} onChange={setConstant} />
          )}
        </fieldset>
      )}
      {cog}
    </div>
  )
}

function Internal({ label, value, onClear }: { label: string; value: Expression; onClear?: () => void }) {
  const t = useTexts(valueTexts)
  const text = internals.find(({ expression }) => value.ref === 'internal' && expression.value === value.value)?.text
  return (
    <span className={styles.chip} data-standing="known">
      <span className={styles.chipText}>{text}</span>
      {onClear && (
        <button type="button" className={styles.chipClear} aria-label={t('clear', { label })} onClick={onClear}>
          ×
        </button>
      )}
    </span>
  )
}

interface SuggestedProps {
  field: ValueField
  value: string
  suggestions: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

// Inputs with choices have no default of the kit for this.
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

function Suggested({ field, value, suggestions, onChange }: SuggestedProps) {
  const labels = new Map(suggestions.map((each) => [each.value, each.label]))
  return (
    <Autocomplete
      label={field.label}
      description={field.hint ?? undefined}
      withAsterisk={field.required}
      inputWrapperOrder={order}
      data={[...labels.keys()]}
      value={value}
      onChange={onChange}
      renderOption={({ option }) => (
        <span className={styles.suggestion}>
          <span>{labels.get(option.value)}</span>
          <span className={styles.suggestionValue}>{option.value}</span>
        </span>
      )}
      // Found by name as well as by what is written.
      filter={({ options, search }) => {
        const wanted = search.trim().toLowerCase()
        return options.filter(
          (option) =>
            'value' in option && `${labels.get(option.value) ?? ''} ${option.value}`.toLowerCase().includes(wanted),
        )
      }}
    />
  )
}

function constantOf(value: Expression | null | undefined): FieldValue {
  if (value?.ref !== 'const') return ''
  return Array.isArray(value.value) ? value.value.map(toText) : toText(value.value)
}
