import { IconArrowBarToRight } from '@tabler/icons-react'
import type { Ability } from '@tocsin/contracts/lists.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'
import { pushTexts } from './texts.ts'

interface PushButtonProps {
  /** What is pushed: the name of the one item, or how many they are. */
  name: string
  ability?: Ability
  /** With its word beside the arrow, for bars. */
  wide?: boolean
  onPush: () => void
}

/** The Push arrow (MSSP-31, MSSP-42). The dialog it opens belongs to the page: see `usePush`. */
export function PushButton({ name, ability, wide, onPush }: PushButtonProps) {
  const t = useTexts(pushTexts)
  const label = t('pushName', { name })
  return (
    <ActionButton
      capability="fleet.push"
      ability={ability}
      aria-label={label}
      size={wide ? undefined : 'compact-xs'}
      leftSection={wide ? <IconArrowBarToRight size={14} /> : undefined}
      onClick={onPush}
    >
      {wide ? (
        t('push')
      ) : (
        <IconArrowBarToRight size={16} stroke={1.8} aria-hidden>
          <title>{label}</title>
        </IconArrowBarToRight>
      )}
    </ActionButton>
  )
}
