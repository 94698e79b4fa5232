import { IconRefresh } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { type AlertDetail, getAlert, retryAlert } from '@tocsin/contracts/alert.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  DetailPage,
  ErrorState,
  Field,
  Fields,
  JsonView,
  Moment,
  Page,
  SkeletonLines,
  toast,
} from '../ui/index.ts'
import { AlertOutcome, AlertResult, AlertRule } from './AlertOutcome.tsx'
import styles from './Alerts.module.css'
import { alertTexts } from './texts.ts'

/** One alert as it came, and what became of it. */
export function AlertPage() {
  const t = useTexts(alertTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: alert, error, refetch } = useEndpoint(getAlert, { params: { id } })
  if (alert) return <OpenAlert key={id} alert={alert} />
  return (
    <Page title={t('alert')} up={{ label: t('title'), to: paths.alerts() }}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </Page>
  )
}

function OpenAlert({ alert }: { alert: AlertDetail }) {
  const t = useTexts(alertTexts)
  const retry = useChange(retryAlert)
  const mayRetry = alert.outcome === 'failed' || alert.outcome === 'dropped'
  return (
    <DetailPage
      name="alert"
      title={alert.title}
      up={{ label: t('title'), to: paths.alerts() }}
      tags={<AlertOutcome outcome={alert.outcome} />}
      trail={{ list: 'alerts', id: String(alert.id), to: paths.alert }}
      actions={
        mayRetry && (
          <ActionButton
            capability="automation-rule.configure"
            leftSection={<IconRefresh size={14} />}
            onClick={async () => {
              await retry.mutateAsync({ params: { id: String(alert.id) } })
              toast.done(t('retried'))
            }}
          >
            {t('retry')}
          </ActionButton>
        )
      }
      left={{
        title: t('facts'),
        content: (
          <Fields>
            <Field label={t('outcome')}>
              <AlertOutcome outcome={alert.outcome} />
            </Field>
            <Field label={t('rule')}>
              <AlertRule rule={alert.rule} />
            </Field>
            <Field label={t('result')}>
              <AlertResult alert={alert} />
            </Field>
            {alert.result && alert.reason && <Field label={t('reason')}>{alert.reason}</Field>}
            <Field label={t('source')}>{alert.source}</Field>
            <Field label={t('occurred')}>{alert.occurredAt && <Moment at={alert.occurredAt} absolute />}</Field>
            <Field label={t('received')}>
              <Moment at={alert.receivedAt} absolute />
            </Field>
            <Field label={t('processed')}>{alert.processedAt && <Moment at={alert.processedAt} absolute />}</Field>
            <Field label={t('duplicates')}>{alert.duplicates}</Field>
            {alert.duplicates > 0 && (
              <Field label={t('lastSeen')}>
                <Moment at={alert.lastSeenAt} absolute />
              </Field>
            )}
          </Fields>
        ),
      }}
    >
      <div className={styles.raw}>
        <JsonView value={alert.raw} name={`alert-${alert.id}`} height={720} />
      </div>
    </DetailPage>
  )
}
