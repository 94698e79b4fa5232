import { useNavigate } from '@tanstack/react-router'
import { clonePlaybook, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { toast } from '../ui/index.ts'
import { NameDialog } from './NameDialog.tsx'
import { playbookTexts } from './texts.ts'

/** Copies a playbook under another name and opens the copy (PBK-12). */
export function CloneDialog({ playbook, onClose }: { playbook: Playbook; onClose: () => void }) {
  const t = useTexts(playbookTexts)
  const navigate = useNavigate()
  const clone = useChange(clonePlaybook)
  return (
    <NameDialog
      title={t('cloneTitle', { name: playbook.name })}
      text={t(playbook.publishedVersion === null ? 'cloneDraftText' : 'cloneText')}
      name={t('copyOf', { name: playbook.name })}
      action={t('clone')}
      save={async (name) => {
        const made = await clone.mutateAsync({ params: { id: playbook.id }, body: { name } })
        toast.done(t('cloned', { name: made.name }))
        await navigate({ to: paths.playbook(made.id) })
      }}
      onClose={onClose}
    />
  )
}
