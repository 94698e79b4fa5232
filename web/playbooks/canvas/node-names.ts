import type { NodeKind } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { playbookTexts } from '../texts.ts'

const kinds = {
  start: 'kindStart',
  action: 'kindAction',
  condition: 'kindCondition',
  'user-choice': 'kindChoice',
  filter: 'kindFilter',
  task: 'kindTask',
  playbook: 'kindPlaybook',
  repeat: 'kindRepeat',
  wait: 'kindWait',
  end: 'kindEnd',
  unsupported: 'kindUnsupported',
} as const

/** The name of a kind in the user's language. */
export function useKindName(): (kind: NodeKind) => string {
  const t = useTexts(playbookTexts)
  return (kind) => t(kinds[kind])
}
