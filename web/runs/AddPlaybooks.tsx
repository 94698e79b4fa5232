import { Button, Checkbox, Modal, MultiSelect } from '@mantine/core'
import { listPlaybooks } from '@tocsin/contracts/playbook.ts'
import { attachPlaybooks } from '@tocsin/contracts/run.ts'
import { type FormEvent, useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ErrorState, toast } from '../ui/index.ts'
import { offeredPlaybooks } from './offered-playbooks.ts'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'

interface AddPlaybooksProps {
  incidentId: string
  incidentType: string | null
  /** Playbooks that are there already. */
  present: ReadonlySet<string>
  onClose: () => void
}

/** Adds playbooks to an incident, to run now or later (IPB-02, IPB-03). */
export function AddPlaybooks({ incidentId, incidentType, present, onClose }: AddPlaybooksProps) {
  const t = useTexts(runTexts)
  const { data, error } = useEndpoint(listPlaybooks, { query: { limit: 1000 } })
  const attach = useChange(attachPlaybooks, { alsoChanges: ['runs', 'incidents'] })
  const [chosen, setChosen] = useState<string[]>([])
  const [autorun, setAutorun] = useState(false)
  const offered = offeredPlaybooks(data?.items ?? [], incidentType).filter(({ id }) => !present.has(id))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const playbooks = chosen.map((playbookId) => ({ playbookId, autorun }))
      await attach.mutateAsync({ params: { id: incidentId }, body: { playbooks } })
      toast.done(t('added', { n: chosen.length }))
      onClose()
    } catch (failure) {
      toast.failed(failure, t('addPlaybooks'))
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('addTitle')} size={480}>
      <form className={styles.stack} onSubmit={submit}>
        {error && !data ? (
          <ErrorState compact error={error} title={t('notRead')} />
        ) : (
          <MultiSelect
            label={t('playbooks')}
            description={data && offered.length === 0 ? t('noPlaybooks') : t('addHelp')}
            placeholder={chosen.length === 0 ? t('searchPlaybooks') : undefined}
            nothingFoundMessage={t('noMatch')}
            data={offered.map(({ id, name, type }) => ({ value: id, label: type ? `${name} · ${type}` : name }))}
            value={chosen}
            onChange={setChosen}
            maxValues={50}
            searchable
            data-autofocus
          />
        )}
        <Checkbox
          label={t('startNow')}
          description={t('startNowHelp')}
          checked={autorun}
          onChange={(event) => setAutorun(event.currentTarget.checked)}
        />
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" disabled={chosen.length === 0} loading={attach.isPending}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
