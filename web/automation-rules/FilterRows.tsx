import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { ruleFilter } from '@tocsin/contracts/automation-rule.ts'
import { useTexts } from '../i18n/index.ts'
import { PathInput } from './PathInput.tsx'
import styles from './Rules.module.css'
import { newFilter, type RuleDraft } from './rule-draft.ts'
import type { SamplePath } from './sample-paths.ts'
import { ruleTexts } from './texts.ts'

interface FilterRowsProps {
  filters: RuleDraft['filters']
  onChange: (filters: RuleDraft['filters']) => void
  samples: SamplePath[]
}

/** Path, operator, value; all must hold (RUL-03, RUL-04). */
export function FilterRows({ filters, onChange, samples }: FilterRowsProps) {
  const t = useTexts(ruleTexts)
  const operators = ruleFilter.shape.operator.options
  const set = (key: string, change: Partial<RuleDraft['filters'][number]>) =>
    onChange(filters.map((filter) => (filter.key === key ? { ...filter, ...change } : filter)))
  return (
    <div className={styles.rows}>
      {filters.map((filter, index) => (
        <div key={filter.key} className={styles.filter}>
          <PathInput
            label={`${t('path')} ${index + 1}`}
            placeholder={t('path')}
            samples={samples}
            value={filter.field}
            onChange={(field) => set(filter.key, { field })}
          />
          <Select
            aria-label={`${t('operator')} ${index + 1}`}
            data={operators.map((value) => ({ value, label: t(value) }))}
            value={filter.operator}
            onChange={(value) => set(filter.key, { operator: operators.find((one) => one === value) ?? 'is' })}
          />
          <TextInput
            aria-label={`${t('value')} ${index + 1}`}
            placeholder={t('value')}
            value={filter.value}
            onChange={(event) => set(filter.key, { value: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('removeRow', { n: index + 1 })}
            onClick={() => onChange(filters.filter((one) => one !== filter))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...filters, newFilter()])}
      >
        {t('addFilter')}
      </Button>
    </div>
  )
}
