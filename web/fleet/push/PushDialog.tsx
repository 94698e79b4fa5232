import { Button, Loader, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ContentReference, createRelease, planRelease, type Targets } from '@tocsin/contracts/fleet.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/index.ts'
import { DeliveryBoard } from '../releases/DeliveryBoard.tsx'
import { TargetPicker } from '../targets/TargetPicker.tsx'
import { everybody, toTargets } from '../targets/targets.ts'
import { PlanStep, type Policy } from './PlanStep.tsx'
import styles from './Push.module.css'
import type { Plan } from './plan-totals.ts'
import { StepMarks } from './StepMarks.tsx'
import { pushTexts } from './texts.ts'

interface PushDialogProps {
  items: ContentReference[]
  name: string
  onClose: () => void
}

/** Targets, then the plan, then the push and how it arrives (MSSP-32, MSSP-36, FLT-33). */
export function PushDialog({ items, name, onClose }: PushDialogProps) {
  const t = useTexts(pushTexts)
  const navigate = useNavigate()
  const [choice, setChoice] = useState(everybody)
  const [policy, setPolicy] = useState<Policy>('stop')
  const [plan, setPlan] = useState<Plan | null>(null)
  const [release, setRelease] = useState<{ id: string; number: number } | null>(null)
  const ask = useChange(planRelease)
  const create = useChange(createRelease, { alsoChanges: ['fleet/sync', 'fleet/tenants'] })
  const targets = toTargets(choice)
  const step = release ? 'delivery' : plan ? 'plan' : 'targets'

  const showPlan = async (wanted: Targets) => setPlan(await ask.mutateAsync({ body: { items, targets: wanted } }))
  const push = async (wanted: Targets) =>
    setRelease(await create.mutateAsync({ body: { items, targets: wanted, policy } }))

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { name })}
      size={step === 'targets' ? 600 : 'min(1180px, 94vw)'}
      closeOnClickOutside={false}
    >
      <div className={styles.dialog}>
        <StepMarks step={step} />
        {step === 'targets' && (
          <>
            <p className={styles.quiet}>{t('whom')}</p>
            <TargetPicker choice={choice} onChoice={setChoice} />
            {ask.isPending && (
              <div className={styles.progress} role="status">
                <Loader size={14} /> {t('asking')}
              </div>
            )}
            <div className={styles.buttons}>
              <Button onClick={onClose}>{t('cancel')}</Button>
              <ActionButton
                variant="filled"
                ability={targets ? true : t('noTenants')}
                onClick={() => targets && showPlan(targets)}
              >
                {t('showPlan')}
              </ActionButton>
            </div>
          </>
        )}
        {step === 'plan' && plan && (
          <>
            <PlanStep plan={plan} policy={policy} onPolicy={setPolicy} />
            <div className={styles.buttons}>
              <Button onClick={() => setPlan(null)}>{t('back')}</Button>
              <ActionButton
                variant="filled"
                capability="fleet.push"
                ability={plan.tenants.length > 0 ? true : t('noTenants')}
                onClick={() => targets && push(targets)}
              >
                {t('push')}
              </ActionButton>
            </div>
          </>
        )}
        {release && (
          <>
            <div className={styles.board}>
              <DeliveryBoard releaseId={release.id} />
            </div>
            <div className={styles.buttons}>
              <Button onClick={() => void navigate({ to: paths.fleetRelease(release.id) })}>
                {t('toOpenRelease', { n: release.number })}
              </Button>
              <Button variant="filled" onClick={onClose}>
                {t('close')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  )
}
