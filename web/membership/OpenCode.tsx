import type { Ability } from '@tocsin/contracts/lists.ts'
import { endPairing, type Pairing } from '@tocsin/contracts/membership.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Mono, Panel, StatusTag, useAbsoluteTime, useConfirm } from '../ui/index.ts'
import styles from './Membership.module.css'
import { membershipTexts } from './texts.ts'

/** A code that nobody has used yet. The code itself is not kept, so it cannot be shown again. */
export function OpenCode({ pairing, ability }: { pairing: Pairing; ability: Ability }) {
  const t = useTexts(membershipTexts)
  const confirm = useConfirm()
  const absolute = useAbsoluteTime()
  const end = useChange(endPairing)
  const withdraw = () =>
    confirm({
      title: t('withdrawTitle'),
      text: t('withdrawText'),
      action: t('cancelCode'),
      run: () => end.mutateAsync({ params: { id: pairing.id } }),
    })
  return (
    <Panel
      title={t('unused')}
      actions={
        <ActionButton ability={ability} onClick={withdraw}>
          {t('cancelCode')}
        </ActionButton>
      }
    >
      <div className={styles.line}>
        <StatusTag tone="active">{t('open')}</StatusTag>
        {pairing.codeExpiresAt && (
          <span className={styles.quiet}>{t('openUntil', { at: absolute(pairing.codeExpiresAt) })}</span>
        )}
        <span className={styles.spacer} />
        <span className={styles.quiet}>{t('fingerprint')}</span>
        <Mono text={pairing.fingerprint} tail={24} />
      </div>
    </Panel>
  )
}
