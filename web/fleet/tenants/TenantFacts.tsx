import { rotateTenantKey, scheduleTenantKey, type Tenant } from '@tocsin/contracts/fleet.ts'
import { grantName } from '@tocsin/contracts/link.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { grantTexts, KeyRotation } from '../../membership/index.ts'
import { Field, Fields, Moment, Mono, useAbsoluteTime } from '../../ui/index.ts'
import { ContentCounts } from './ContentCounts.tsx'
import styles from './Tenants.module.css'
import { tenantTexts } from './texts.ts'

/** What the console knows of a tenant, what it grants, and the keys of both. */
export function TenantFacts({ tenant }: { tenant: Tenant }) {
  const t = useTexts(tenantTexts)
  return (
    <>
      <Fields>
        <Field label={t('address')}>
          <Mono text={tenant.url} tail={20} />
        </Field>
        <Field label={t('link')}>
          {t(tenant.mode)}, {t(tenant.hosted ? 'hosted' : 'remote')}
        </Field>
        <Field label={t('contact')}>
          <Moment at={tenant.lastContactAt} />
        </Field>
        <Field label={t('version')}>
          {tenant.product && (
            <span
              className={tenant.versionSkew ? styles.warn : undefined}
              title={tenant.versionSkew ? t('skew') : undefined}
            >
              {tenant.product}
              {tenant.versionSkew && ' ≠'}
            </span>
          )}
        </Field>
        <Field label={t('queue')}>{tenant.queueDepth}</Field>
        <Field label={t('openHelp')}>{tenant.openIncidents ?? t('noMetrics')}</Field>
        <Field label={t('figures')}>{tenant.factsAt && <Moment at={tenant.factsAt} />}</Field>
        <Field label={t('content')}>
          <ContentCounts content={tenant.content} />
        </Field>
        <Field label={t('groups')}>{tenant.groups.join(', ')}</Field>
        <Field label={t('tags')}>{tenant.tags.join(', ')}</Field>
      </Fields>
      <Grants tenant={tenant} />
      <section className={styles.section}>
        <h2>{t('security')}</h2>
        <Fields>
          <Field label={t('paired')}>
            <Moment at={tenant.pairedAt} />
          </Field>
          <Field label={t('protocol')}>{tenant.protocol}</Field>
          <Field label={t('ourPrint')}>
            <Mono text={tenant.fingerprint} tail={9} />
          </Field>
          <Field label={t('theirPrint')}>
            {tenant.tenantFingerprint && <Mono text={tenant.tenantFingerprint} tail={9} />}
          </Field>
        </Fields>
        <TenantKeys tenant={tenant} />
      </section>
    </>
  )
}

function TenantKeys({ tenant }: { tenant: Tenant }) {
  const rotate = useChange(rotateTenantKey)
  const schedule = useChange(scheduleTenantKey)
  const params = { id: tenant.id }
  return (
    <KeyRotation
      keys={tenant.keys}
      name={tenant.name}
      ability={tenant.abilities.edit}
      mayRotate={tenant.abilities.rotateKey}
      onRotate={() => rotate.mutateAsync({ params })}
      onSchedule={(days) => schedule.mutateAsync({ params, body: { days } })}
    />
  )
}

function Grants({ tenant }: { tenant: Tenant }) {
  const t = useTexts(tenantTexts)
  const g = useTexts(grantTexts)
  const absolute = useAbsoluteTime()
  return (
    <section className={styles.section}>
      <h2>{t('grants')}</h2>
      <ul className={styles.grantList}>
        {grantName.options.map((name) => {
          const grant = tenant.grants[name]
          const more = [
            grant?.profile && t('asProfile', { profile: grant.profile }),
            grant?.expiresAt && t('until', { at: absolute(grant.expiresAt) }),
          ].filter(Boolean)
          return (
            <li key={name} data-off={!grant || undefined} title={grant ? undefined : t('notGranted')}>
              <span aria-hidden>{grant ? '✓' : '–'}</span>
              <span>
                {g(name)} {more.length > 0 && <span className={styles.quiet}>{more.join(', ')}</span>}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
