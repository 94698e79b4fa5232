import { Button, Modal, Select } from '@mantine/core'
import { listPlaybooks } from '@tocsin/contracts/playbook.ts'
import { startRun } from '@tocsin/contracts/run.ts'
import { type FormEvent, useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ErrorState, toast } from '../ui/index.ts'
import { offeredPlaybooks } from './offered-playbooks.ts'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'

interface RunForSubjectProps {
  subject: { incidentId: string } | { triageEventId: string }
  type: string | null
  onClose: () => void
  onStarted: (runId: string) => void
}

/** Starts one of the enabled, published playbooks for an incident or a triage event (IPB-02, TRI-15). */
export function RunForSubject({ subject, type, onClose, onStarted }: RunForSubjectProps) {
  const t = useTexts(runTexts)
  const { data, error } = useEndpoint(listPlaybooks, { query: { limit: 1000 } })
  const start = useChange(startRun, { alsoChanges: ['runs', 'incidents', 'triage-events'] })
  const [id, setId] = useState<string | null>(null)
  const offered = offeredPlaybooks(data?.items ?? [], type)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const playbook = offered.find((each) => each.id === id)
    if (!playbook) return
    try {
      const run = await start.mutateAsync({ params: { id: playbook.id }, body: subject })
      toast.done(t('runStarted', { name: playbook.name }))
      onClose()
      onStarted(run.id)
    } catch (failure) {
      toast.failed(failure, t('run'))
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('runTitle')} size={480}>
      <form className={styles.stack} onSubmit={submit}>
        {error && !data ? (
          <ErrorState compact error={error} title={t('notRead')} />
        ) : (
          <Select
            label={t('choosePlaybook')}
            description={data && offered.length === 0 ? t('noPlaybooks') : t('choosePlaybookHelp')}
            data={offered.map((each) => ({
              value: each.id,
              label: each.type ? `${each.name} · ${each.type}` : each.name,
            }))}
            value={id}
            onChange={setId}
            searchable
            data-autofocus
          />
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" disabled={id === null} loading={start.isPending}>
            {t('run')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
