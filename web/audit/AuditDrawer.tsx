import { Drawer } from '@mantine/core'
import type { AuditEvent } from '@tocsin/contracts/audit.ts'
import { useTexts } from '../i18n/index.ts'
import { Field, Fields, JsonView, Moment, Mono } from '../ui/index.ts'
import styles from './Audit.module.css'
import { differences, valueText } from './differences.ts'
import { auditTexts } from './texts.ts'

/** One event: every value before and after, and all that was recorded. */
export function AuditDrawer({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const t = useTexts(auditTexts)
  const changes = differences(event.before, event.after)
  return (
    <Drawer opened onClose={onClose} size={720} title={`${event.type} · ${t('details', { id: event.id })}`}>
      <div className={styles.details}>
        <Fields>
          <Field label={t('at')}>
            <Moment at={event.occurredAt} absolute />
          </Field>
          <Field label={t('actor')}>
            {event.actor.name} <span className={styles.quiet}>{t(event.actor.kind)}</span>
          </Field>
          <Field label={t('subject')}>
            <Mono text={`${event.subject.kind}/${event.subject.id}`} />
          </Field>
          {event.parent && (
            <Field label={t('parent')}>
              <Mono text={`${event.parent.kind}/${event.parent.id}`} />
            </Field>
          )}
          {event.requestId && (
            <Field label={t('requestId')}>
              <Mono text={event.requestId} />
            </Field>
          )}
        </Fields>
        {changes.length === 0 ? (
          <p className={styles.quiet}>{t('noChange')}</p>
        ) : (
          <table className={styles.changes}>
            <thead>
              <tr>
                <th>{t('field')}</th>
                <th>{t('before')}</th>
                <th>{t('after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ path, before, after }) => (
                <tr key={path}>
                  <th scope="row">{path}</th>
                  <td>
                    <del>{valueText(before)}</del>
                  </td>
                  <td>
                    <ins>{valueText(after)}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <h3 className={styles.heading}>{t('whole')}</h3>
        <JsonView value={{ before: event.before, after: event.after }} name={`audit-${event.id}`} height={320} />
      </div>
    </Drawer>
  )
}
