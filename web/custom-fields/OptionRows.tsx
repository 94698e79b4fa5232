import { ActionIcon, Button, FileButton, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { moved, useReorder } from '../ui/index.ts'
import styles from './Fields.module.css'
import type { OptionDraft } from './field-body.ts'
import { newLabels } from './option-summary.ts'
import { fieldTexts } from './texts.ts'

interface OptionRowsProps {
  options: OptionDraft[]
  onChange: (options: OptionDraft[]) => void
  error?: string
}

const fresh = (label: string): OptionDraft => ({
  key: `new-${crypto.getRandomValues(new Uint32Array(1))}`,
  label,
  retired: false,
})

/** The values of a list: rename, order, retire, add singly or many at once (CF-03, CF-11, CF-20). */
export function OptionRows({ options, onChange, error }: OptionRowsProps) {
  const t = useTexts(fieldTexts)
  const [many, setMany] = useState<string | null>(null)
  const keys = options.map(({ key }) => key)
  const reorder = useReorder(keys, (next) =>
    onChange(next.flatMap((key) => options.find((one) => one.key === key) ?? [])),
  )
  const set = (key: string, change: Partial<OptionDraft>) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...change } : option)))
  const labels = newLabels(
    many ?? '',
    options.map(({ label }) => label),
  )

  return (
    <fieldset className={styles.optionSet}>
      <legend>{t('options')}</legend>
      <div className={styles.options}>
        {options.map((option, index) => (
          <div key={option.key} className={styles.option} {...reorder.row(option.key)}>
            {reorder.handle(option.key, option.label || t('value', { n: index + 1 }))}
            <TextInput
              aria-label={t('value', { n: index + 1 })}
              value={option.label}
              disabled={option.retired}
              classNames={option.retired ? { input: styles.retired } : undefined}
              onChange={(event) => set(option.key, { label: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
                event.preventDefault()
                const added = fresh('')
                onChange(
                  moved([...keys, added.key], added.key, index + 1).map(
                    (key) => options.find((one) => one.key === key) ?? added,
                  ),
                )
              }}
              autoFocus={option.label === '' && option.id === undefined}
            />
            <Drop option={option} onDrop={() => onChange(options.filter((one) => one !== option))} set={set} />
          </div>
        ))}
      </div>
      {error && <div className={styles.error}>{error}</div>}
      {many === null ? (
        <div className={styles.optionActions}>
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...options, fresh('')])}
          >
            {t('addValue')}
          </Button>
          <Button variant="subtle" onClick={() => setMany('')}>
            {t('addValues')}
          </Button>
        </div>
      ) : (
        <>
          <Textarea
            label={t('addValues')}
            description={t('addValuesHelp')}
            value={many}
            onChange={(event) => setMany(event.currentTarget.value)}
          />
          <div className={styles.optionActions}>
            <Button
              disabled={labels.length === 0}
              onClick={() => {
                onChange([...options, ...labels.map(fresh)])
                setMany(null)
              }}
            >
              {t('addNow', { n: labels.length })}
            </Button>
            <FileButton onChange={(file) => void file?.text().then(setMany)} accept=".txt,.csv,text/plain">
              {(props) => (
                <Button {...props} variant="subtle">
                  {t('fromFile')}
                </Button>
              )}
            </FileButton>
          </div>
        </>
      )}
    </fieldset>
  )
}

interface DropProps {
  option: OptionDraft
  onDrop: () => void
  set: (key: string, change: Partial<OptionDraft>) => void
}

/** A new value is taken out; one that records may hold is retired; one of the product stays. */
function Drop({ option, onDrop, set }: DropProps) {
  const t = useTexts(fieldTexts)
  if (option.retired) {
    return (
      <Tooltip label={t('restore', { name: option.label })}>
        <ActionIcon
          aria-label={t('restore', { name: option.label })}
          onClick={() => set(option.key, { retired: false })}
        >
          <IconArrowBackUp size={14} />
        </ActionIcon>
      </Tooltip>
    )
  }
  const isNew = option.id === undefined
  return (
    <Tooltip label={option.shipped ? t('shippedValue') : t('retireHelp')}>
      <ActionIcon
        aria-label={t('retire', { name: option.label })}
        data-disabled={option.shipped || undefined}
        onClick={() => {
          if (option.shipped) return
          if (isNew) onDrop()
          else set(option.key, { retired: true })
        }}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
