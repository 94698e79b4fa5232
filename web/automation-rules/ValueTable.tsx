import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core'
import { IconArrowRight, IconPlus, IconX } from '@tabler/icons-react'
import { useTexts } from '../i18n/index.ts'
import styles from './Rules.module.css'
import type { MappingDraft } from './rule-draft.ts'
import { ruleTexts } from './texts.ts'

interface ValueTableProps {
  mapping: MappingDraft
  /** Values the target may take. */
  options: string[]
  onChange: (change: Partial<MappingDraft>) => void
}

/** Translation of values: what the alert says, what it becomes, and what else it becomes. */
export function ValueTable({ mapping, options, onChange }: ValueTableProps) {
  const t = useTexts(ruleTexts)
  const { values, otherwise } = mapping
  const set = (index: number, change: Partial<(typeof values)[number]>) =>
    onChange({ values: values.map((row, at) => (at === index ? { ...row, ...change } : row)) })
  return (
    <div className={styles.values}>
      {values.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index} className={styles.value}>
          <TextInput
            aria-label={`${t('seen')} ${index + 1}`}
            placeholder={t('seen')}
            value={row.seen}
            onChange={(event) => set(index, { seen: event.currentTarget.value })}
          />
          <IconArrowRight size={14} className={styles.arrow} aria-hidden />
          <Autocomplete
            size="xs"
            aria-label={`${t('becomes')} ${index + 1}`}
            placeholder={t('becomes')}
            data={options}
            value={row.becomes}
            onChange={(becomes) => set(index, { becomes })}
          />
          <ActionIcon
            size={24}
            aria-label={t('removeRow', { n: index + 1 })}
            onClick={() => onChange({ values: values.filter((_, at) => at !== index) })}
          >
            <IconX size={12} />
          </ActionIcon>
        </div>
      ))}
      <div className={styles.value}>
        <span className={styles.quiet} title={t('otherwiseHelp')}>
          {t('otherwise')}
        </span>
        <IconArrowRight size={14} className={styles.arrow} aria-hidden />
        <Autocomplete
          size="xs"
          aria-label={t('otherwise')}
          placeholder={t('becomes')}
          data={options}
          value={otherwise}
          onChange={(next) => onChange({ otherwise: next })}
        />
      </div>
      <Button
        size="compact-xs"
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={12} />}
        onClick={() => onChange({ values: [...values, { seen: '', becomes: '' }] })}
      >
        {t('addValue')}
      </Button>
    </div>
  )
}
