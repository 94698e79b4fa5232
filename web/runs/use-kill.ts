import { killRun, type Run } from '@tocsin/contracts/run.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { toast, useConfirm } from '../ui/index.ts'
import { runTexts } from './texts.ts'

/** Asks, then ends a run (EXE-12, IPB-05). */
export function useKill() {
  const t = useTexts(runTexts)
  const confirm = useConfirm()
  const kill = useChange(killRun, { alsoChanges: ['incidents', 'operations'] })
  return async (run: Pick<Run, 'id' | 'playbook'>) => {
    const isDone = await confirm({
      title: t('killTitle', { name: run.playbook }),
      text: t('killText'),
      action: t('kill'),
      danger: true,
      run: () => kill.mutateAsync({ params: { id: run.id } }),
    })
    if (isDone) toast.done(t('killed'))
  }
}
