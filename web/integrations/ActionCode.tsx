// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
import { Drawer } from '@mantine/core'
import { type Action, getActionCode } from '@tocsin/contracts/integration.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { CopyButton, ErrorState, SkeletonLines } from '../ui/index.ts'
import styles from './Integrations.module.css'
import { integrationTexts } from './texts.ts'

/** The definition of an action as it was imported (INT-02: View code). */
export function ActionCode({ action, onClose }: { action: Action; onClose: () => void }) {
  const t = useTexts(integrationTexts)
  const { data, error, refetch } = useEndpoint(getActionCode, { params: { id: action.id } })
  return (
    <Drawer opened onClose={onClose} title={t('codeOf', { name: action.name })} size={760}>
      {error && !data ? (
        <ErrorState compact error={error} title={t('codeOf', { name: action.name })} retry={() => void refetch()} />
      ) : data ? (
        <div className={styles.stack} style={{ gap: 8 }}>
          <div className={styles.row}>
            <span className={styles.spacer} />
            <CopyButton text={data.yaml} always />
          </div>
          <pre className={styles.code} tabIndex={0}>
            {data.yaml}
          </pre>
        </div>
      ) : (
        <SkeletonLines lines={16} />
      )}
    </Drawer>
  )
}
