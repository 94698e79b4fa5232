import type { TriageState } from '@tocsin/contracts/triage-event.ts'
import { useTexts } from '../i18n/index.ts'
import { StatusTag, type Tone } from '../ui/index.ts'
import { triageTexts } from './texts.ts'

export const stateTones: Record<TriageState, Tone> = {
  pending: 'warn',
  grabbed: 'active',
  converted: 'good',
  discarded: 'neutral',
}

/** Whether it waits, is taken, became an incident or was closed without one (TRI-03). */
export function StateTag({ state }: { state: TriageState }) {
  const t = useTexts(triageTexts)
  return <StatusTag tone={stateTones[state]}>{t(state)}</StatusTag>
}
