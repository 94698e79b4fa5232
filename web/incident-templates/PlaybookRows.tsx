import { ActionIcon, Select, Switch } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { TemplatePlaybook } from '@tocsin/contracts/incident-template.ts'
import { listPlaybooks } from '@tocsin/contracts/playbook.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { StatusTag, useCan, useReorder } from '../ui/index.ts'
import styles from './Templates.module.css'
import { templateTexts } from './texts.ts'

interface PlaybookRowsProps {
  playbooks: TemplatePlaybook[]
  onChange: (playbooks: TemplatePlaybook[]) => void
}

/** Playbooks that incidents of the template get, in order, each with its Autorun (TPL-03). */
export function PlaybookRows({ playbooks, onChange }: PlaybookRowsProps) {
  const t = useTexts(templateTexts)
  const can = useCan()
  const { data } = useEndpoint(listPlaybooks, { query: { limit: 1000 } }, { enabled: can('playbook.access') })
  const known = data?.items ?? []
  const nameOf = (id: string) => known.find((playbook) => playbook.id === id)?.name ?? id
  const free = known.filter(({ id }) => !playbooks.some(({ playbookId }) => playbookId === id))
  const reorder = useReorder(
    playbooks.map(({ playbookId }) => playbookId),
    (ids) => onChange(ids.flatMap((id) => playbooks.find(({ playbookId }) => playbookId === id) ?? [])),
  )
  return (
    <div className={styles.rows}>
      <p className={styles.help}>{t('playbooksHelp')}</p>
      {playbooks.length === 0 && <p className={styles.quiet}>{t('noPlaybooks')}</p>}
      {playbooks.map((one) => {
        const name = nameOf(one.playbookId)
        const isPublished = known.find(({ id }) => id === one.playbookId)?.publishedVersion !== null
        return (
          <div key={one.playbookId} className={styles.playbook} {...reorder.row(one.playbookId)}>
            {reorder.handle(one.playbookId, name)}
            <span className={styles.name}>{name}</span>
            {!isPublished && <StatusTag tone="warn">{t('unpublished')}</StatusTag>}
            <Switch
              label={t('autorun')}
              aria-label={`${t('autorun')}: ${name}`}
              checked={one.autorun}
              onChange={(event) => {
                const autorun = event.currentTarget.checked
                onChange(playbooks.map((each) => (each === one ? { ...one, autorun } : each)))
              }}
            />
            <ActionIcon
              aria-label={t('removePlaybook', { name })}
              onClick={() => onChange(playbooks.filter((each) => each !== one))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <Select
        aria-label={t('addPlaybook')}
        placeholder={t('addPlaybook')}
        searchable
        value={null}
        data={free.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(playbookId) => playbookId && onChange([...playbooks, { playbookId, autorun: true }])}
      />
    </div>
  )
}
