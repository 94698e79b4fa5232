import { IconKey } from '@tabler/icons-react'
import { listPairings } from '@tocsin/contracts/membership.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { useSession } from '../shell/index.ts'
import { ActionButton, EmptyState, ErrorState, Page, Panel, SkeletonLines } from '../ui/index.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { EndedPairings } from './EndedPairings.tsx'
import styles from './Membership.module.css'
import { OpenCode } from './OpenCode.tsx'
import { PairingView } from './PairingView.tsx'
import { membershipTexts } from './texts.ts'

const refreshMs = 15_000

/** Who looks after this instance, since when, what they may do and what they did; revoked here (FLT-01, FLT-10 … FLT-12). */
export function MyMsspPage() {
  const t = useTexts(membershipTexts)
  const { user } = useSession()
  const [isMaking, setMaking] = useState(false)
  const { data, error, refetch } = useEndpoint(listPairings, {}, { refetchInterval: refreshMs })
  const decides = user.signedInFrom === null ? true : t('guest')
  const newCode = (
    <ActionButton
      variant="filled"
      leftSection={<IconKey size={14} />}
      capability="membership.manage"
      ability={decides}
      onClick={() => setMaking(true)}
    >
      {t('newCode')}
    </ActionButton>
  )
  const withStatus = (status: 'open' | 'active' | 'ended') => data?.items.filter((one) => one.status === status) ?? []
  const [open, active, ended] = [withStatus('open'), withStatus('active'), withStatus('ended')]

  return (
    <Page title={t('title')} actions={newCode}>
      <div className={styles.stack}>
        <p className={styles.intro}>{t('intro')}</p>
        {error && !data && <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />}
        {!error && !data && <SkeletonLines lines={8} />}
        {open.map((pairing) => (
          <OpenCode key={pairing.id} pairing={pairing} ability={decides} />
        ))}
        {active.map((pairing) => (
          <PairingView key={pairing.id} pairing={pairing} ability={decides} />
        ))}
        {data && active.length === 0 && open.length === 0 && (
          <Panel title={t('title')}>
            <EmptyState title={t('none')} text={t('noneText')} action={newCode} compact />
          </Panel>
        )}
        {ended.length > 0 && <EndedPairings pairings={ended} />}
      </div>
      {isMaking && <CodeDialog onClose={() => setMaking(false)} />}
    </Page>
  )
}
