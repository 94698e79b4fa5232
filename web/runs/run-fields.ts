import { runOriginKind, runStatus } from '@tocsin/contracts/run.ts'
import type { QueryField } from '../ui/index.ts'

type Word =
  | 'playbook'
  | 'playbookId'
  | 'status'
  | 'version'
  | 'origin'
  | 'incident'
  | 'origin_triage'
  | 'origin_test'
  | 'queued'
  | 'started'
  | 'finished'
  | 'duration'
  | 'error'
  | 'executionId'

/** What executions can be asked for, as the server knows it (RUN-02). */
export function runFields(t: (word: Word) => string): QueryField[] {
  return [
    { name: 'name', label: t('playbook'), kind: 'text' },
    { name: 'playbook_id', label: t('playbookId'), kind: 'text' },
    { name: 'status', label: t('status'), kind: 'choice', values: runStatus.options },
    { name: 'version', label: t('version'), kind: 'number' },
    { name: 'origin', label: t('origin'), kind: 'choice', values: runOriginKind.options },
    { name: 'incident', label: t('incident'), kind: 'text' },
    { name: 'triage', label: t('origin_triage'), kind: 'text' },
    { name: 'test', label: t('origin_test'), kind: 'flag' },
    { name: 'queued', label: t('queued'), kind: 'time' },
    { name: 'started', label: t('started'), kind: 'time' },
    { name: 'finished', label: t('finished'), kind: 'time' },
    { name: 'duration', label: t('duration'), kind: 'number', values: ['30s', '5m', '1h'] },
    { name: 'error', label: t('error'), kind: 'text' },
    { name: 'id', label: t('executionId'), kind: 'text' },
  ]
}
