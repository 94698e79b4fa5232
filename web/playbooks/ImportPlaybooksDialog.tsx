import { Button, FileInput, Modal, Select } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ResponseOf } from '@tocsin/contracts'
import { importPlaybooks } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ErrorState } from '../ui/index.ts'
import styles from './Library.module.css'
import { playbookTexts } from './texts.ts'

type Report = ResponseOf<typeof importPlaybooks>
type Collision = 'rename' | 'version' | 'refuse'

/** Imports a file and tells what came, what is not installed and what to look at (VER-10 … VER-15). */
export function ImportPlaybooksDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(playbookTexts)
  const [file, setFile] = useState<File | null>(null)
  const [collision, setCollision] = useState<Collision>('rename')
  const change = useChange(importPlaybooks, { alsoChanges: ['integrations', 'actions'] })
  const { data: report, error, isPending } = change

  const run = () => {
    if (!file) return
    change.mutate({ query: { collision }, file: new Blob([file], { type: 'application/octet-stream' }) })
  }

  return (
    <Modal opened onClose={onClose} title={t('importTitle')} size={600}>
      <div className={styles.stack}>
        {report ? (
          <ImportReport report={report} onClose={onClose} />
        ) : (
          <>
            <FileInput
              size="xs"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              label={t('file')}
              description={t('importHelp')}
              placeholder={t('chooseFile')}
              accept=".json,.zip,.gz,.tgz,.tar,.yaml,.yml"
              leftSection={<IconUpload size={14} />}
              value={file}
              onChange={(next) => {
                setFile(next)
                change.reset()
              }}
            />
            <Select
              label={t('collision')}
              data={[
                { value: 'rename', label: t('rename') },
                { value: 'version', label: t('versionChoice') },
                { value: 'refuse', label: t('refuse') },
              ]}
              value={collision}
              onChange={(next) => setCollision((next ?? 'rename') as Collision)}
            />
            {error && <ErrorState compact error={error} title={t('importTitle')} />}
          </>
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('close')}</Button>
          {!report && (
            <Button variant="filled" loading={isPending} disabled={!file} onClick={run}>
              {t('import')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

function ImportReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const t = useTexts(playbookTexts)
  const navigate = useNavigate()
  return (
    <div className={styles.report} aria-live="polite">
      <section>
        <h3>
          <IconCheck size={16} color="var(--good)" aria-hidden />
          {t('importedCount', { n: report.playbooks.length })}
        </h3>
        <ul>
          {report.playbooks.map(({ id, name }) => (
            <li key={id}>
              <Button
                variant="transparent"
                px={0}
                onClick={() => {
                  onClose()
                  void navigate({ to: paths.playbook(id) })
                }}
              >
                {name}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {report.unbound.length > 0 && (
        <section>
          <h3>
            <IconAlertTriangle size={16} color="var(--warn)" aria-hidden />
            {t('unbound', { n: report.unbound.length })}
          </h3>
          <p className={styles.help}>{t('unboundText')}</p>
          <ul>
            {report.unbound.map((each) => (
              <li key={`${each.playbook}/${each.nodeId}`}>
                {each.playbook} · {each.node} · {each.action} · {each.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      {report.warnings.length > 0 && (
        <section>
          <h3>{t('warningsTitle', { n: report.warnings.length })}</h3>
          <ul>
            {report.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
