import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { quotableId, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import styles from './states.module.css'
import { uiTexts } from './texts.ts'
import { CopyButton } from './Value.tsx'

function FailedText({ error, doing }: { error: unknown; doing?: string }) {
  const t = useTexts(uiTexts)
  const requestId = quotableId(error)
  const text = useErrorText()(error)
  return (
    <span>
      {doing && <strong>{doing}: </strong>}
      {text}
      {requestId && (
        <span className={styles.requestId}>
          {t('requestId')} {requestId} <CopyButton text={requestId} always />
        </span>
      )}
    </span>
  )
}

/** Short feedback at the lower right (GEN-14). Failures stay until closed. */
export const toast = {
  done(text: string) {
    notifications.show({ message: text, icon: <IconCheck size={16} />, className: styles.toastGood })
  },
  note(text: string) {
    notifications.show({ message: text, icon: <IconInfoCircle size={16} />, className: styles.toastNote })
  },
  /** `doing` says what was attempted: "Closing INC-7". */
  failed(error: unknown, doing?: string) {
    notifications.show({
      message: <FailedText error={error} doing={doing} />,
      icon: <IconAlertTriangle size={16} />,
      className: styles.toastBad,
      autoClose: false,
    })
  },
}
