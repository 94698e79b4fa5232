import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type Release, rollBackRelease, stopRelease } from '@tocsin/contracts/fleet.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { toast, useConfirm } from '../../ui/index.ts'
import { releaseTexts } from './texts.ts'

const alsoChanges = ['fleet/sync', 'fleet/tenants', 'fleet/deliveries']

/** Stopping a release and taking it back, each after a question (FLT-38, FLT-39). */
export function useReleaseActions() {
  const t = useTexts(releaseTexts)
  const confirm = useConfirm()
  const navigate = useNavigate()
  const stopping = useChange(stopRelease, { alsoChanges })
  const rollingBack = useChange(rollBackRelease, { alsoChanges })

  async function stop({ id, number }: Release) {
    let count = 0
    const done = await confirm({
      title: t('stopTitle', { n: number }),
      text: t('stopText'),
      action: t('stopRelease'),
      run: async () => {
        count = (await stopping.mutateAsync({ params: { id }, body: {} })).stopped
      },
    })
    if (done) toast.done(t('stoppedCount', { n: count }))
  }

  async function rollBack({ id, number }: Release) {
    let policy: Release['policy'] = 'stop'
    let made: { id: string; number: number } | null = null
    await confirm({
      title: t('rollBackTitle', { n: number }),
      text: (
        <>
          <p>{t('rollBackText')}</p>
          <Checkbox
            label={t('loseChanges')}
            description={t('rollBackPolicy')}
            onChange={(event) => {
              policy = event.currentTarget.checked ? 'take-console' : 'stop'
            }}
          />
        </>
      ),
      action: t('rollBack'),
      danger: true,
      run: async () => {
        made = await rollingBack.mutateAsync({ params: { id }, body: { policy } })
      },
    })
    const release = made as { id: string; number: number } | null
    if (!release) return
    toast.done(t('rolledBack', { n: release.number }))
    void navigate({ to: paths.fleetRelease(release.id) })
  }

  return { stop, rollBack }
}
