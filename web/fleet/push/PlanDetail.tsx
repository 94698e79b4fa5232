import type { PlanCell } from '@tocsin/contracts/fleet.ts'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { Mono, relativeTime, useNow } from '../../ui/index.ts'
import { diffRows } from './diff-rows.ts'
import styles from './Push.module.css'
import { type Plan, verdictSigns } from './plan-totals.ts'
import { pushTexts } from './texts.ts'

const shownAtMost = 60

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
          <table>
            <thead>
              <tr>
                <th>{t('path')}</th>
                <th>{t('before')}</th>
                <th>{t('after')}</th>
              </tr>
            </thead>
            <tbody>
              {diff.slice(0, shownAtMost).map(({ path, before, after }) => (
                <tr key={path}>
                  <td>
                    <Mono text={path} copy={false} tail={16} />
                  </td>
                  <td className={before ? styles.before : undefined}>{before}</td>
                  <td className={after ? styles.after : undefined}>{after}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {diff.length > shownAtMost && <p className={styles.quiet}>{t('diffCut', { n: shownAtMost })}</p>}
        </div>
      ) : (
        cell.verdict === 'add' && <p className={styles.quiet}>{t('noDiff')}</p>
      )}
    </section>
  )
}
