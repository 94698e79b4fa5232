import { listPlaybookTypes } from '@tocsin/contracts/playbook.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import type { QueryField } from '../ui/index.ts'
import { playbookTexts } from './texts.ts'

/** What the library can be asked for, with the values worth offering. */
export function useLibraryFields(): QueryField[] {
  const t = useTexts(playbookTexts)
  const { data } = useEndpoint(listPlaybookTypes)
  return useMemo(
    () => [
      { name: 'name', label: t('name'), kind: 'text' },
      { name: 'type', label: t('type'), kind: 'choice', values: data?.types },
      { name: 'tag', label: t('tags'), kind: 'choice', values: data?.tags },
      { name: 'status', label: t('state'), kind: 'choice', values: ['enabled', 'disabled', 'draft'] },
      { name: 'draft', label: t('withDraft'), kind: 'flag' },
      { name: 'version', label: t('versionColumn'), kind: 'number' },
      { name: 'origin', label: t('origin'), kind: 'choice', values: ['local', 'shipped', 'imported', 'mssp'] },
      { name: 'integration', label: t('usesIntegration'), kind: 'text' },
      { name: 'action', label: t('usesAction'), kind: 'text' },
      { name: 'playbook', label: t('runsPlaybook'), kind: 'text' },
      { name: 'description', label: t('description'), kind: 'text' },
      { name: 'updated', label: t('updated'), kind: 'time' },
      { name: 'updatedby', label: t('updatedBy'), kind: 'text' },
      { name: 'created', label: t('created'), kind: 'time' },
    ],
    [t, data],
  )
}
