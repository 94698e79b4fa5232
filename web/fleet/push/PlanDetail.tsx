import type { PlanCell } from '@tocsin/contracts/fleet.ts'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { relativeTime, useNow } from '../../ui/index.ts'
import { DiffTable } from './DiffTable.tsx'
import { diffRows } from './diff-rows.ts'
import styles from './Push.module.css'
import { type Plan, verdictSigns } from './plan-totals.ts'
import { pushTexts } from './texts.ts'

/** Why a cell says what it says, and what would change field by field. */
export function PlanDetail({ plan, cell }: { plan: Plan; cell: PlanCell }) {
  const t = useTexts(pushTexts)
  const { language } = useLanguage()
  const now = useNow(10_000)
  const item = plan.items.find(({ kind, id }) => kind === cell.item.kind && id === cell.item.id)
  const tenant = plan.tenants.find(({ id }) => id === cell.tenant)
  const diff = diffRows(cell.diff ?? [])
  const age =
    cell.asOf === null
      ? t('neverReported')
      : t('lastReported', { when: relativeTime(Date.parse(cell.asOf), now, language) })
  return (
    <section className={styles.cellDetail} aria-label={t('why')}>
      <header className={styles.cellHead}>
        <span className={styles.verdict} data-verdict={cell.verdict}>
          <span className={styles.sign} aria-hidden>
            {verdictSigns[cell.verdict]}
          </span>
          {t(cell.verdict)}
        </span>
        <strong>{item?.name}</strong>
        <span className={styles.quiet}>→ {tenant?.name}</span>
        {cell.source === 'inventory' && <span className={styles.quiet}>({age})</span>}
      </header>
      {cell.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {diff.length > 0 ? (
        <div className={styles.diff}>
          <DiffTable rows={diff} before={t('before')} after={t('after')} />
        </div>
      ) : (
        cell.verdict === 'add' && <p className={styles.quiet}>{t('noDiff')}</p>
      )}
    </section>
  )
}
