import { Button, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Json } from '@tocsin/contracts/lists.ts'
import { startRun } from '@tocsin/contracts/run.ts'
import { type FormEvent, useState } from 'react'
import { useChange, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { usePreference } from '../ui/index.ts'
import styles from './Library.module.css'
import { playbookTexts } from './texts.ts'

interface RunPlaybookDialogProps {
  playbook: { id: string; name: string }
  /** Runs the draft (TST-09); else the published version. */
  test: boolean
  onClose: () => void
}

type For = 'incident' | 'input' | 'nothing'

/** Starts a playbook by hand, for an incident or with a JSON input, and opens the run. */
export function RunPlaybookDialog({ playbook, test, onClose }: RunPlaybookDialogProps) {
  const t = useTexts(playbookTexts)
  const describe = useErrorText()
  const navigate = useNavigate()
  const start = useChange(startRun, { alsoChanges: ['runs', 'incidents'] })
  const [about, setAbout] = usePreference<For>(`run-for/${playbook.id}`, 'input')
  const [incident, setIncident] = usePreference(`run-incident/${playbook.id}`, '')
  const [input, setInput] = usePreference(`run-input/${playbook.id}`, '{\n  \n}')
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    let parsed: Json | undefined
    try {
      parsed = about === 'input' ? (JSON.parse(input) as Json) : undefined
    } catch (error) {
      return setProblem(t('badJson', { text: error instanceof Error ? error.message : '' }))
    }
    const incidentId = about === 'incident' ? incident.trim() : undefined
    try {
      const { id } = await start.mutateAsync({
        params: { id: playbook.id },
        body: { input: parsed, incidentId, test: test || undefined },
      })
      onClose()
      await navigate({ to: paths.run(id) })
    } catch (error) {
      setProblem(describe(error))
    }
  }

  return (
    <Modal opened onClose={onClose} title={t(test ? 'testTitle' : 'runTitle', { name: playbook.name })} size={560}>
      <form className={styles.stack} onSubmit={submit}>
        {test && <p className={styles.help}>{t('testText')}</p>}
        <div>
          <SegmentedControl
            aria-label={t('runFor')}
            value={about}
            onChange={(next) => setAbout(next as For)}
            data={[
              { value: 'input', label: t('runForInput') },
              { value: 'incident', label: t('runForIncident') },
              { value: 'nothing', label: t('runForNothing') },
            ]}
          />
        </div>
        {about === 'incident' && (
          <TextInput
            label={t('incident')}
            description={t('incidentHelp')}
            value={incident}
            onChange={(event) => setIncident(event.currentTarget.value)}
            error={problem}
            data-autofocus
          />
        )}
        {about === 'input' && (
          <Textarea
            label={t('input')}
            classNames={{ input: styles.mono }}
            minRows={8}
            value={input}
            onChange={(event) => setInput(event.currentTarget.value)}
            error={problem}
            spellCheck={false}
            data-autofocus
          />
        )}
        {about === 'nothing' && problem && (
          <p role="alert" className={styles.bad}>
            {problem}
          </p>
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={start.isPending}
            disabled={about === 'incident' && incident.trim() === ''}
          >
            {t('start')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
