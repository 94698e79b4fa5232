import type { Tenant, TenantStatus } from '@tocsin/contracts/fleet.ts'
import type { LinkFailure } from '@tocsin/contracts/link.ts'
import { useTexts } from '../../i18n/index.ts'
import { StatusTag, type Tone } from '../../ui/index.ts'
import styles from './Tenants.module.css'
import { tenantTexts } from './texts.ts'

export const statusTones: Record<TenantStatus, Tone> = {
  connected: 'good',
  unreachable: 'danger',
  pending: 'active',
  suspended: 'warn',
  unpaired: 'neutral',
}

type FailureText =
  | Exclude<LinkFailure, 'version' | 'suspended' | 'unpaired'>
  | `${'version' | 'suspended' | 'unpaired'}Failure`

/** The key of the few words for a failure; three of them are words for something else as well. */
export function failureText(failure: LinkFailure): FailureText {
  return failure === 'version' || failure === 'suspended' || failure === 'unpaired' ? `${failure}Failure` : failure
}

/** Status as shape and word, and in few words why; the whole reason on hover (MSSP-26). */
export function TenantStatusTag({ tenant }: { tenant: Tenant }) {
  const t = useTexts(tenantTexts)
  const why = tenant.failure ? t(failureText(tenant.failure)) : tenant.error
  return (
    <span className={styles.status} title={tenant.error ?? undefined}>
      <StatusTag tone={statusTones[tenant.status]}>{t(tenant.status)}</StatusTag>
      {tenant.status !== 'connected' && why && <span className={styles.why}>{why}</span>}
    </span>
  )
}
