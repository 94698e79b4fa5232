import { Button, FileInput, Modal } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { importAction, importIntegration, listIntegrations } from '@tocsin/contracts/integration.ts'
import { useState } from 'react'
import { CallError, call, useChange, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import styles from './Integrations.module.css'
import { asContent, readImportFiles } from './read-files.ts'
import { integrationTexts } from './texts.ts'

interface Outcome {
  file: string
  text: string
  ok: boolean
  notes: string[]
}

/** Imports definitions, actions and archives; one line of report for each file (INT-06, OIF-16). */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(integrationTexts)
  const describe = useErrorText()
  const navigate = useNavigate()
  const [files, setFiles] = useState<File[]>([])
  const [busy, setBusy] = useState(false)
  const [report, setReport] = useState<Outcome[] | null>(null)
  const [opened, setOpened] = useState<{ id: string; name: string } | null>(null)
  const definition = useChange(importIntegration, { alsoChanges: ['actions', 'resources', 'playbooks'] })
  const action = useChange(importAction, { alsoChanges: ['actions', 'playbooks'] })

  const importOne = async (file: File, integration: string | null): Promise<Outcome> => {
    if (integration === null) {
      const done = await definition.mutateAsync({ file: asContent(file) })
      setOpened({ id: done.integration.id, name: done.integration.name })
      const text = t('importedIntegration', { name: done.integration.name, n: done.actions.length })
      return { file: file.name, text, ok: true, notes: done.warnings }
    }
    const { items } = await call(listIntegrations)
    const owner = items.find(({ name, officialName }) => name === integration || officialName === integration)
    if (!owner) return { file: file.name, text: t('noIntegration', { name: integration }), ok: false, notes: [] }
    const done = await action.mutateAsync({ params: { id: owner.id }, file: asContent(file) })
    setOpened((before) => before ?? { id: owner.id, name: owner.name })
    const text = t('importedAction', { integration: owner.name, name: done.action.name })
    return { file: file.name, text, ok: true, notes: done.warnings }
  }

  const failed = (file: File, error: unknown): Outcome => {
    const details = error instanceof CallError ? error.details : []
    const text = describe(error)
    const isOnly = details.length === 1 && text.includes(details[0]?.message ?? text)
    const notes = (isOnly ? [] : details).map(({ line, column, path, message }) => {
      const place = line === undefined ? '' : `${t('line', { line })}${column === undefined ? '' : `:${column}`}`
      return [place, path, message].filter(Boolean).join(' · ')
    })
    return { file: file.name, text, ok: false, notes }
  }

  const run = async () => {
    setBusy(true)
    setReport([])
    for (const { file, integration } of await readImportFiles(files)) {
      const outcome = await importOne(file, integration).catch((error: unknown) => failed(file, error))
      setReport((before) => [...(before ?? []), outcome])
    }
    setFiles([])
    setBusy(false)
  }

  return (
    <Modal opened onClose={onClose} title={t('importTitle')} size={600}>
      <div className={styles.stack}>
        <FileInput
          label={t('files')}
          description={t('importHelp')}
          placeholder={t('choose')}
          accept=".yaml,.yml,.json,.zip,.gz,.tgz,.tar"
          multiple
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          size="xs"
          value={files}
          onChange={setFiles}
          leftSection={<IconUpload size={14} />}
          data-autofocus
        />
        {report && (
          <ul className={styles.report} aria-live="polite">
            {report.map((outcome) => (
              <li key={`${outcome.file}/${outcome.text}`}>
                {outcome.ok ? (
                  <IconCheck size={16} className={styles.good} />
                ) : (
                  <IconAlertTriangle size={16} className={styles.bad} />
                )}
                <strong>
                  {outcome.text} <span className={styles.file}>{outcome.file}</span>
                </strong>
                {outcome.notes.length > 0 && (
                  <ul>
                    {outcome.notes.map((note) => (
                      <li key={note}>{note}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        )}
        <div className={styles.row}>
          <span className={styles.spacer} />
          {opened && !busy && (
            <Button
              onClick={() => {
                onClose()
                void navigate({ to: paths.integration(opened.id) })
              }}
            >
              {t('open', { name: opened.name })}
            </Button>
          )}
          <Button onClick={onClose}>{t('close')}</Button>
          <Button variant="filled" loading={busy} disabled={files.length === 0} onClick={() => void run()}>
            {report && !busy ? t('again') : t('import')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
