import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTexts } from '../i18n/index.ts'
import { useReorder } from '../ui/index.ts'
import { MappingRow, type Target } from './MappingRow.tsx'
import styles from './Rules.module.css'
import { type MappingDraft, newMapping } from './rule-draft.ts'
import type { SamplePath } from './sample-paths.ts'
import { ruleTexts } from './texts.ts'

interface MappingRowsProps {
  mappings: MappingDraft[]
  onChange: (mappings: MappingDraft[]) => void
  samples: SamplePath[]
  /** Fields of what the action makes. */
  targets: Target[]
}

/** From the alert to fields, artifacts and entities, in order (RUL-08). */
export function MappingRows({ mappings, onChange, samples, targets }: MappingRowsProps) {
  const t = useTexts(ruleTexts)
  const reorder = useReorder(
    mappings.map(({ key }) => key),
    (keys) => onChange(keys.flatMap((key) => mappings.find((one) => one.key === key) ?? [])),
  )
  return (
    <div className={styles.rows}>
      {mappings.map((mapping, index) => (
        <div key={mapping.key} {...reorder.row(mapping.key)} className={styles.mappingFrame}>
          {reorder.handle(mapping.key, t('moveRow', { n: index + 1 }))}
          <MappingRow
            mapping={mapping}
            number={index + 1}
            samples={samples}
            targets={targets}
            onChange={(change) => onChange(mappings.map((one) => (one === mapping ? { ...one, ...change } : one)))}
            onRemove={() => onChange(mappings.filter((one) => one !== mapping))}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...mappings, newMapping()])}
      >
        {t('addMapping')}
      </Button>
    </div>
  )
}
