import { Button, Modal } from '@mantine/core'
import { IconBraces, IconDownload, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { downloadRunResults, type RunDetail } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { download } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, JsonView, toast } from '../ui/index.ts'
import { RerunRunDialog } from './RerunRunDialog.tsx'
import { runTexts } from './texts.ts'
import { useKill } from './use-kill.ts'

interface RunActionsProps {
  run: RunDetail
  /** Another run was started from this one. */
  onStarted: (id: string) => void
}

/** What can be done with a whole run: payload, results as a file, once more, kill (IPB-05, IPB-14). */
export function RunActions({ run, onStarted }: RunActionsProps) {
  const t = useTexts(runTexts)
  const kill = useKill()
  const [open, setOpen] = useState<'payload' | 'rerun' | null>(null)
  const save = () =>
    download(downloadRunResults, { params: { id: run.id }, query: {} }, `${run.id}.json`).catch((error: unknown) =>
      toast.failed(error, t('downloadAll')),
    )
  return (
    <>
      <Button px={6} aria-label={t('payload')} title={t('payload')} onClick={() => setOpen('payload')}>
        <IconBraces size={16} />
      </Button>
      <Button px={6} aria-label={t('downloadAll')} title={t('downloadAll')} onClick={() => void save()}>
        <IconDownload size={16} />
      </Button>
      <ActionButton
        px={6}
        aria-label={t('rerunWhole')}
        title={t('rerunWhole')}
        ability={run.abilities.rerunWhole}
        onClick={() => setOpen('rerun')}
      >
        <IconRefresh size={16} />
      </ActionButton>
      <ActionButton
        color="danger"
        ability={run.abilities.kill}
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => void kill(run)}
      >
        {t('kill')}
      </ActionButton>
      {open === 'payload' && (
        <Modal opened onClose={() => setOpen(null)} title={t('payloadTitle')} size={720}>
          <JsonView value={run.input} name={`payload-${run.id}`} />
        </Modal>
      )}
      {open === 'rerun' && <RerunRunDialog run={run} onClose={() => setOpen(null)} onStarted={onStarted} />}
    </>
  )
}
