import { Select, Switch } from '@mantine/core'
import type { PlanCell, Release } from '@tocsin/contracts/fleet.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { PlanDetail } from './PlanDetail.tsx'
import { PlanMatrix } from './PlanMatrix.tsx'
import styles from './Push.module.css'
import { needsMe, onlyWhatNeedsMe, type Plan, totalsOf, verdictSigns, verdicts } from './plan-totals.ts'
import { pushTexts } from './texts.ts'

export type Policy = Release['policy']
const policies: readonly Policy[] = ['stop', 'keep-tenant', 'take-console']

interface PlanStepProps {
  plan: Plan
  policy: Policy
  onPolicy: (policy: Policy) => void
}

/** The totals, the matrix, and the cell that is looked at. */
export function PlanStep({ plan, policy, onPolicy }: PlanStepProps) {
  const t = useTexts(pushTexts)
  const [isMine, setMine] = useState(false)
  const [cell, setCell] = useState<PlanCell | null>(() => plan.cells.find(needsMe) ?? plan.cells[0] ?? null)
  const totals = totalsOf(plan.cells)
  const shown = isMine ? onlyWhatNeedsMe(plan) : plan
  return (
    <div className={styles.plan}>
      <div className={styles.summary}>
        {verdicts.map((verdict) => (
          <span
            key={verdict}
            className={styles.verdict}
            data-verdict={verdict}
            data-none={!totals[verdict] || undefined}
          >
            <span className={styles.sign} aria-hidden>
              {verdictSigns[verdict]}
            </span>
            {totals[verdict]} {t(verdict)}
          </span>
        ))}
        <span className={styles.spacer} />
        <Switch label={t('onlyMine')} checked={isMine} onChange={(event) => setMine(event.currentTarget.checked)} />
      </div>
      {shown.items.length > 0 ? (
        <PlanMatrix plan={plan} items={shown.items} tenants={shown.tenants} chosen={cell} onChoose={setCell} />
      ) : (
        <p className={styles.quiet}>{t('nothingMine')}</p>
      )}
      {cell ? <PlanDetail plan={plan} cell={cell} /> : <p className={styles.quiet}>{t('clickCell')}</p>}
      <Select
        className={styles.policy}
        label={t('policy')}
        data={policies.map((value) => ({ value, label: t(value) }))}
        value={policy}
        onChange={(value) => onPolicy(policies.find((one) => one === value) ?? 'stop')}
      />
    </div>
  )
}
