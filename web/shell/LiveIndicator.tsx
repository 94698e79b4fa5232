import { Tooltip } from '@mantine/core'
import { useLiveState } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import styles from './Shell.module.css'
import { shellTexts } from './texts.ts'

/** Says whether what is shown updates by itself. */
export function LiveIndicator() {
  const t = useTexts(shellTexts)
  const state = useLiveState()
  const word = state === 'live' ? t('live') : state === 'broken' ? t('broken') : t('connecting')
  return (
    <Tooltip label={state === 'broken' ? t('brokenTip') : t('liveTip')}>
      <span className={styles.live} data-state={state} role="status">
        <i aria-hidden />
        {word}
      </span>
    </Tooltip>
  )
}
