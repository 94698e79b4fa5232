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
    case 'filter':
      return <path d="M1.2 1.5h11.6L8.3 7v5.2l-2.6-1.7V7z" fill="none" stroke="var(--text-2)" strokeWidth="1.3" />
    case 'playbook':
      return (
        <>
          <path d="M1 1h12v12H1z" fill="none" stroke="var(--text-2)" strokeWidth="1.2" />
          <path d="M4 4h6v6H4z" fill="none" stroke="var(--text-2)" strokeWidth="1.2" />
        </>
      )
    case 'repeat':
      return (
        <path
          d="M2 6.5V5a2 2 0 0 1 2-2h7.5M9.5 1l2 2-2 2M12 7.5V9a2 2 0 0 1-2 2H2.5M4.5 13l-2-2 2-2"
          fill="none"
          stroke="var(--text-2)"
          strokeWidth="1.3"
        />
      )
    case 'wait':
      return (
        <>
          <circle cx="7" cy="7" r="5.8" fill="none" stroke="var(--text-2)" strokeWidth="1.3" />
          <path d="M7 3.5V7l2.4 1.6" fill="none" stroke="var(--text-2)" strokeWidth="1.3" />
        </>
      )
    case 'task':
      return (
        <>
          <path d="M1 3.5h12V13H1z" fill="none" stroke="var(--text-3)" />
          <path d="M.5 1h13v3H.5z" fill={colour ?? nodeColours.task} />
        </>
      )
    default:
      return (
        <>
          <path d="M1 3.5h12V13H1z" fill="none" stroke="var(--text-3)" />
          <path d="M.5 1h13v3H.5z" fill={colour ?? nodeColours.custom} />
        </>
      )
  }
}
