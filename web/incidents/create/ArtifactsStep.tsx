import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Artifact } from '@tocsin/contracts/incident.ts'
import { useTexts } from '../../i18n/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './NewIncident.module.css'

interface ArtifactsStepProps {
  rows: Artifact[]
  onChange: (rows: Artifact[]) => void
}

/** Rows of name and value (NEW-05). */
export function ArtifactsStep({ rows, onChange }: ArtifactsStepProps) {
  const t = useTexts(incidentTexts)
  const set = (index: number, change: Partial<Artifact>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)))
  return (
    <div className={styles.rows}>
      <p className={styles.help}>{t('artifactsHelp')}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index} className={styles.artifact}>
          <TextInput
            aria-label={`${t('artifactName')} ${index + 1}`}
            placeholder={t('artifactName')}
            maxLength={255}
            value={row.name}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`${t('artifactValue')} ${index + 1}`}
            placeholder={t('artifactValue')}
            value={row.value}
            onChange={(event) => set(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('removeRow', { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        className={styles.more}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...rows, { name: '', value: '' }])}
      >
        {t('addArtifact')}
      </Button>
    </div>
  )
}
