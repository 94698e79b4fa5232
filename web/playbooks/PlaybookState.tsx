import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { useTexts } from '../i18n/index.ts'
import { StatusTag } from '../ui/index.ts'
import { playbookTexts } from './texts.ts'

/** Enabled, disabled, or a draft that was never published (VER-05). */
export function PlaybookState({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  if (playbook.publishedVersion === null) return <StatusTag tone="warn">{t('draftOnly')}</StatusTag>
  return playbook.enabled ? <StatusTag tone="good">{t('enabled')}</StatusTag> : <StatusTag>{t('disabled')}</StatusTag>
}
