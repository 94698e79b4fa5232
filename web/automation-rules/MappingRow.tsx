import { ActionIcon, Autocomplete, Select, Textarea, TextInput } from '@mantine/core'
import { IconArrowRight, IconArrowsExchange, IconX } from '@tabler/icons-react'
import { entityType } from '@tocsin/contracts/entity.ts'
import { useState } from 'react'
import { entityTexts } from '../entities/index.ts'
import { useTexts } from '../i18n/index.ts'
import { PathInput } from './PathInput.tsx'
import styles from './Rules.module.css'
import type { FromKind, MappingDraft, ToKind } from './rule-draft.ts'
import type { SamplePath } from './sample-paths.ts'
import { ruleTexts } from './texts.ts'
import { ValueTable } from './ValueTable.tsx'

/** A field that can be filled, with the values it may take. */
export interface Target {
  value: string
  label: string
  options: string[]
}

interface MappingRowProps {
  mapping: MappingDraft
  number: number
  samples: SamplePath[]
  targets: Target[]
  onChange: (change: Partial<MappingDraft>) => void
  onRemove: () => void
}

const fromKinds: FromKind[] = ['path', 'template', 'constant']
const toKinds: ToKind[] = ['field', 'artifact', 'entity']

export function MappingRow({ mapping, number, samples, targets, onChange, onRemove }: MappingRowProps) {
  const t = useTexts(ruleTexts)
  const entity = useTexts(entityTexts)
  const hasValues = mapping.values.length > 0 || mapping.otherwise !== ''
  const [isOpen, setOpen] = useState(hasValues)
  const fromNames = { path: t('fromPath'), template: t('fromTemplate'), constant: t('fromConstant') }
  const toNames = { field: t('toField'), artifact: t('toArtifact'), entity: t('toEntity') }
  const known = targets.some(({ value }) => value === mapping.to)
  const fields = mapping.to && !known ? [...targets, { value: mapping.to, label: mapping.to, options: [] }] : targets

  return (
    <div className={styles.mapping}>
      <div className={styles.mappingLine}>
        <Select
          aria-label={`${t('from')} ${number}`}
          data={fromKinds.map((value) => ({ value, label: fromNames[value] }))}
          value={mapping.fromKind}
          onChange={(value) => onChange({ fromKind: fromKinds.find((one) => one === value) ?? 'path', from: '' })}
        />
        <From mapping={mapping} number={number} samples={samples} onChange={onChange} />
        <IconArrowRight size={14} className={styles.arrow} aria-hidden />
        <Select
          aria-label={`${t('to')} ${number}`}
          data={toKinds.map((value) => ({ value, label: toNames[value] }))}
          value={mapping.toKind}
          onChange={(value) => onChange({ toKind: toKinds.find((one) => one === value) ?? 'field', to: '' })}
        />
        {mapping.toKind === 'artifact' ? (
          <TextInput
            aria-label={`${t('target')} ${number}`}
            placeholder={t('name')}
            value={mapping.to}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        ) : (
          <Select
            aria-label={`${t('target')} ${number}`}
            placeholder={mapping.toKind === 'entity' ? t('byValue') : t('toField')}
            searchable
            clearable={mapping.toKind === 'entity'}
            data={
              mapping.toKind === 'entity'
                ? entityType.options.map((value) => ({ value, label: entity(value) }))
                : fields.map(({ value, label }) => ({ value, label }))
            }
            value={mapping.to || null}
            onChange={(value) => onChange({ to: value ?? '' })}
          />
        )}
        <ActionIcon
          aria-label={t('translateRow', { n: number })}
          title={t('translate')}
          aria-expanded={isOpen}
          data-on={hasValues || undefined}
          className={styles.translate}
          onClick={() => setOpen(!isOpen)}
        >
          <IconArrowsExchange size={14} />
        </ActionIcon>
        <ActionIcon aria-label={t('removeRow', { n: number })} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      {isOpen && (
        <ValueTable
          mapping={mapping}
          options={targets.find(({ value }) => value === mapping.to)?.options ?? []}
          onChange={onChange}
        />
      )}
    </div>
  )
}

type FromProps = Pick<MappingRowProps, 'mapping' | 'number' | 'samples' | 'onChange'>

function From({ mapping, number, samples, onChange }: FromProps) {
  const t = useTexts(ruleTexts)
  const label = `${t(mapping.fromKind === 'path' ? 'path' : 'value')} ${number}`
  if (mapping.fromKind === 'path') {
    return (
      <PathInput
        label={label}
        placeholder={t('path')}
        samples={samples}
        value={mapping.from}
        onChange={(from) => onChange({ from })}
      />
    )
  }
  if (mapping.fromKind === 'template') {
    return (
      <Textarea
        aria-label={label}
        placeholder={t('textHint', { open: '{{', close: '}}' })}
        minRows={1}
        maxRows={6}
        spellCheck={false}
        classNames={{ input: styles.mono }}
        value={mapping.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
    )
  }
  return (
    <Autocomplete
      size="xs"
      aria-label={label}
      placeholder={t('value')}
      value={mapping.from}
      onChange={(from) => onChange({ from })}
    />
  )
}
