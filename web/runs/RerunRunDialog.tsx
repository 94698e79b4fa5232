import { Button, Modal, Radio } from '@mantine/core'
import { type RunDetail, rerunRun } from '@tocsin/contracts/run.ts'
import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { type FormEvent, useState } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { toast } from '../ui/index.ts'
import { AgainList } from './AgainList.tsx'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'
import { whatRunsAgain } from './what-runs-again.ts'

interface RerunRunDialogProps {
  run: RunDetail
  onClose: () => void
  onStarted: (id: string) => void
}

/** Starts the whole run once more, in its version or in the newest, and says what that performs again (EXE-10). */
export function RerunRunDialog({ run, onClose, onStarted }: RerunRunDialogProps) {
  const t = useTexts(runTexts)
  const [version, setVersion] = useState<'same' | 'newest'>('same')
  const rerun = useChange(rerunRun, { alsoChanges: ['runs', 'incidents', 'triage-events'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { id } = await rerun.mutateAsync({ params: { id: run.id }, body: { version } })
      toast.done(t('runStarted', { name: run.playbook }))
      onClose()
      onStarted(id)
    } catch (failure) {
      toast.failed(failure, t('rerunWhole'))
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('rerunWholeTitle', { name: run.playbook })} size={480}>
      <form className={styles.stack} onSubmit={submit}>
        <p className={styles.quiet}>{t('rerunWholeText')}</p>
        <Radio.Group value={version} onChange={(next) => setVersion(next as 'same' | 'newest')} label={t('version')}>
          <div className={styles.choices}>
            <Radio
              value="same"
              label={run.version === null ? t('sameDraft') : t('sameVersion', { version: run.version })}
            />
            <Radio value="newest" label={t(run.test ? 'newestDraft' : 'newestVersion')} />
          </div>
        </Radio.Group>
        <AgainList again={whatRunsAgain(run, playbookGraph.parse(run.graph), 'whole')} />
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={rerun.isPending} data-autofocus>
            {t('rerunWhole')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
