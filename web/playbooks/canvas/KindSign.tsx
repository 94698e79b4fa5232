// biome-ignore-all lint/a11y/noSvgWithoutTitle: the word beside the sign names it
import type { NodeKind } from '@tocsin/engine/playbook/index.ts'
import { nodeColours } from '../../ui/index.ts'

/** The shape of a kind of node in small, beside its name in menus and lists. */
export function KindSign({ kind, colour }: { kind: NodeKind; colour?: string }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden style={{ flex: 'none' }}>
      {shapeOf(kind, colour)}
    </svg>
  )
}

function shapeOf(kind: NodeKind, colour?: string) {
  switch (kind) {
    case 'start':
      return <circle cx="7" cy="7" r="5.5" fill="none" stroke={colour ?? 'var(--text-2)'} strokeWidth="1.5" />
    case 'end':
      return (
        <>
          <circle cx="7" cy="7" r="6.2" fill="none" stroke={colour ?? 'var(--text-2)'} />
          <circle cx="7" cy="7" r="3.8" fill="none" stroke={colour ?? 'var(--text-2)'} />
        </>
      )
    case 'condition':
      return <path d="M7 .5 13.5 7 7 13.5.5 7z" fill={colour ?? nodeColours.condition} />
    case 'user-choice':
      return <circle cx="7" cy="7" r="6" fill={colour ?? nodeColours.choice} />
    default:
      return (
        <>
          <path d="M1 3.5h12V13H1z" fill="none" stroke="var(--text-3)" />
          <path d="M.5 1h13v3H.5z" fill={colour ?? nodeColours.custom} />
        </>
      )
  }
}
