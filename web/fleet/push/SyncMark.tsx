// biome-ignore-all lint/a11y/noSvgWithoutTitle: the word beside the mark, or the name of the element around it, says what it means
import type { SyncState } from '@tocsin/contracts/fleet.ts'
import type { ReactNode } from 'react'

const colours: Record<SyncState, string> = {
  synchronized: 'var(--synchronised)',
  behind: 'var(--text-3)',
  drift: 'var(--warn)',
  failed: 'var(--danger)',
  never: 'var(--line-strong)',
}

const onDisc = { fill: 'none', stroke: 'var(--surface-0)', strokeWidth: 1.8, strokeLinecap: 'round' } as const

/** Each state has a sign of its own, so that nobody needs the colour. */
const shapes: Record<SyncState, ReactNode> = {
  synchronized: (
    <>
      <circle cx="8" cy="8" r="7" />
      <path d="M5 8.2 7.2 10.4 11 6" {...onDisc} strokeLinejoin="round" />
    </>
  ),
  behind: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" strokeWidth="1.6" />
      <path d="M8 11V5.2M5.7 7.5 8 5.2l2.3 2.3" fill="none" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  drift: (
    <>
      <circle cx="8" cy="8" r="7" />
      <path d="M4.5 7 6.4 5.6 9.6 8 11.5 6.6M4.5 10.4 6.4 9 9.6 11.4 11.5 10" {...onDisc} strokeWidth="1.4" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="7" />
      <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" {...onDisc} />
    </>
  ),
  never: <circle cx="8" cy="8" r="6.2" fill="none" strokeWidth="1.6" strokeDasharray="2.4 2.4" />,
}

/** The circle of the Synchronized icon (MSSP-41): blue with a tick, grey with an arrow, amber with waves, red with a cross. */
export function SyncMark({ state, size = 16 }: { state: SyncState; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden
      style={{ color: colours[state], flex: 'none' }}
      fill="currentColor"
      stroke={state === 'behind' || state === 'never' ? 'currentColor' : undefined}
    >
      {shapes[state]}
    </svg>
  )
}
