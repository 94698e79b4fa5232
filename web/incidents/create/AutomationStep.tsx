import { ActionIcon, Select, Switch } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { TemplatePlaybook } from '@tocsin/contracts/incident-template.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { listPlaybooks } from '@tocsin/contracts/playbook.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { EmptyState, useCan } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './NewIncident.module.css'
import { offeredPlaybooks } from './steps.ts'

interface AutomationStepProps {
  chosen: TemplatePlaybook[]
  /** Types of the incident, which recommend playbooks (NEW-03). */
  types: Json | undefined
  onChange: (chosen: TemplatePlaybook[]) => void
}

/** Playbooks of the incident, each with its Autorun switch (NEW-04). */
export function AutomationStep({ chosen, types, onChange }: AutomationStepProps) {
  const t = useTexts(incidentTexts)
  const can = useCan()
  const { data } = useEndpoint(listPlaybooks, { query: { limit: 1000 } }, { enabled: can('playbook.access') })
  const offered = offeredPlaybooks(data?.items ?? [], types)
  const nameOf = (id: string) => data?.items.find((playbook) => playbook.id === id)?.name ?? id
  const free = offered.filter(({ playbook }) => !chosen.some(({ playbookId }) => playbookId === playbook.id))
  return (
    <div className={styles.rows}>
      <p className={styles.help}>{t('playbooksHelp')}</p>
      {chosen.length === 0 && <EmptyState title={t('noPlaybooks')} compact />}
      {chosen.map((one) => (
        <div key={one.playbookId} className={styles.playbook}>
          <span>{nameOf(one.playbookId)}</span>
          <Switch
            label={t('autorun')}
            aria-label={`${t('autorun')}: ${nameOf(one.playbookId)}`}
            checked={one.autorun}
            onChange={(event) => {
              const autorun = event.currentTarget.checked
              onChange(chosen.map((each) => (each === one ? { ...one, autorun } : each)))
            }}
          />
          <ActionIcon
            aria-label={t('remove', { name: nameOf(one.playbookId) })}
            onClick={() => onChange(chosen.filter((each) => each !== one))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Select
        label={t('addPlaybook')}
        searchable
        value={null}
        nothingFoundMessage={t('noPlaybooksToChoose')}
        data={free.map(({ playbook, isRecommended }) => ({
          value: playbook.id,
          label: isRecommended ? `${playbook.name} · ${t('recommended')}` : playbook.name,
        }))}
        onChange={(playbookId) => playbookId && onChange([...chosen, { playbookId, autorun: true }])}
      />
    </div>
  )
}
