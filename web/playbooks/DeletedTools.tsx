import { ActionIcon } from '@mantine/core'
import { IconRestore, IconTrashX } from '@tabler/icons-react'
import { type Playbook, purgePlaybook, restorePlaybook } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { CallError, useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useCan, useConfirm } from '../ui/index.ts'
import styles from './Library.module.css'
import { NameDialog } from './NameDialog.tsx'
import { playbookTexts } from './texts.ts'

/** At the end of the row of a deleted playbook: restore it, or remove it for good (PBK-13). */
export function DeletedTools({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  const mayConfigure = useCan()('playbook.configure')
  const confirm = useConfirm()
  const restore = useChange(restorePlaybook)
  const purge = useChange(purgePlaybook)
  const [asksName, setAsksName] = useState(false)
  const { id, name } = playbook

  const bringBack = async (as?: string) => {
    const done = await restore.mutateAsync({ params: { id }, body: as === undefined ? {} : { name: as } })
    toast.done(t('restored', { name: done.name }))
  }
  const attempt = async () => {
    try {
      await bringBack()
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'name_taken') throw error
      setAsksName(true)
    }
  }
  const askPurge = () =>
    confirm({
      title: t('purgeTitle', { name }),
      text: t('purgeText'),
      action: t('purge'),
      danger: true,
      typeName: name,
      run: () => purge.mutateAsync({ params: { id } }),
    })

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it only keeps events in
    <span className={styles.rowTools} onClick={(event) => event.stopPropagation()}>
      <ActionButton
        size="compact-xs"
        capability="playbook.configure"
        leftSection={<IconRestore size={14} />}
        onClick={attempt}
      >
        {t('restore')}
      </ActionButton>
      {mayConfigure && (
        <ActionIcon size={24} aria-label={t('purgeOf', { name })} title={t('purge')} onClick={() => void askPurge()}>
          <IconTrashX size={16} />
        </ActionIcon>
      )}
      {asksName && (
        <NameDialog
          title={t('restoreTitle', { name })}
          text={t('restoreNameTaken')}
          name={t('restoredName', { name })}
          action={t('restore')}
          save={bringBack}
          onClose={() => setAsksName(false)}
        />
      )}
    </span>
  )
}
