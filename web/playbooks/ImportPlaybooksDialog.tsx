import { Button, Checkbox, FileInput, Loader, Modal, Select } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { importPlaybooks } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { ErrorState } from '../ui/index.ts'
import { ImportReport } from './ImportReport.tsx'
import { useImportTexts } from './import-texts.ts'
import styles from './Library.module.css'

interface Choice {
  collision: 'rename' | 'version' | 'skip' | 'refuse'
  drafts: 'refuse' | 'keep'
}

/** Shows what a file would bring before it is imported, then what came (VER-10 … VER-15). */
export function ImportPlaybooksDialog({ onClose }: { onClose: () => void }) {
  const t = useImportTexts()
  const [file, setFile] = useState<File | null>(null)
  const [choice, setChoice] = useState<Choice>({ collision: 'rename', drafts: 'refuse' })
  const preview = useChange(importPlaybooks)
  const change = useChange(importPlaybooks, { alsoChanges: ['integrations', 'actions', 'custom-fields'] })
  const error = change.error ?? preview.error

  const send = (given: File, { collision, drafts }: Choice, dryRun: boolean) => ({
    query: { collision, drafts, dryRun: String(dryRun) },
    file: new Blob([given], { type: 'application/octet-stream' }),
  })
  const check = (given: File | null, chosen: Choice) => {
    setFile(given)
    setChoice(chosen)
    change.reset()
    preview.reset()
    if (given) preview.mutate(send(given, chosen, true))
  }

  return (
    <Modal opened onClose={onClose} title={t('title')} size={680}>
      <div className={styles.stack}>
        {change.data ? (
          <ImportReport report={change.data} onClose={onClose} />
        ) : (
          <>
            <FileInput
              size="xs"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              label={t('file')}
              description={t('help')}
              placeholder={t('chooseFile')}
              accept=".json,.zip,.gz,.tgz,.tar,.yaml,.yml"
              leftSection={<IconUpload size={14} />}
              value={file}
              disabled={change.isPending}
              onChange={(next) => check(next, choice)}
            />
            <Select
              label={t('collision')}
              data={(['rename', 'version', 'skip', 'refuse'] as const).map((value) => ({ value, label: t(value) }))}
              value={choice.collision}
              allowDeselect={false}
              disabled={change.isPending}
              onChange={(next) => check(file, { ...choice, collision: (next ?? 'rename') as Choice['collision'] })}
            />
            {choice.collision === 'version' && (
              <Checkbox
                label={t('keepDrafts')}
                description={t('keepDraftsHelp')}
                checked={choice.drafts === 'keep'}
                disabled={change.isPending}
                onChange={({ currentTarget }) =>
                  check(file, { ...choice, drafts: currentTarget.checked ? 'keep' : 'refuse' })
                }
              />
            )}
            {preview.isPending && (
              <p className={styles.help} role="status">
                <Loader size={14} /> {t('checking')}
              </p>
            )}
            {error && <ErrorState compact error={error} title={t('cannot')} />}
            {preview.data && !error && <ImportReport report={preview.data} onClose={onClose} />}
          </>
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{change.data ? t('close') : t('cancel')}</Button>
          {!change.data && (
            <Button
              variant="filled"
              loading={change.isPending}
              disabled={!file || !preview.data}
              onClick={() => file && change.mutate(send(file, choice, false))}
            >
              {t('import')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
