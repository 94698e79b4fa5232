import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconDownload, IconTrash } from '@tabler/icons-react'
import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { useCan } from '../ui/index.ts'
import { CloneDialog } from './CloneDialog.tsx'
import styles from './Library.module.css'
import { PlaybookMenu } from './PlaybookMenu.tsx'
import { playbookTexts } from './texts.ts'
import { usePlaybookDeeds } from './use-playbook-deeds.tsx'

/** At the end of a row: export, clone and delete while it is hovered, and the menu (PBK-18). */
export function RowTools({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  const mayConfigure = useCan()('playbook.configure')
  const deeds = usePlaybookDeeds(playbook)
  const [isOpen, setOpen] = useState(false)
  const [isCloning, setCloning] = useState(false)
  const { name } = playbook
  return (
    // Dialogs of the menu are children of the row for React; their clicks must not open it.
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it only keeps events in
    <span className={styles.rowTools} data-open={isOpen || undefined} onClick={(event) => event.stopPropagation()}>
      <ActionIcon
        size={24}
        className={styles.onHover}
        aria-label={t('exportOf', { name })}
        title={t('exportArchive')}
        onClick={() => deeds.export('tar.gz')}
      >
        <IconDownload size={16} />
      </ActionIcon>
      {mayConfigure && (
        <>
          <ActionIcon
            size={24}
            className={styles.onHover}
            aria-label={t('cloneOf', { name })}
            title={t('clone')}
            onClick={() => setCloning(true)}
          >
            <IconCopy size={16} />
          </ActionIcon>
          <ActionIcon
            size={24}
            className={styles.onHover}
            aria-label={t('deleteOf', { name })}
            title={t('delete')}
            onClick={() => void deeds.remove()}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </>
      )}
      <Menu opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('rowMenu', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <PlaybookMenu playbook={playbook} />
      </Menu>
      {isCloning && <CloneDialog playbook={playbook} onClose={() => setCloning(false)} />}
    </span>
  )
}
