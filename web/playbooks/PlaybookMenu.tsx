import { Menu } from '@mantine/core'
import {
  IconBraces,
  IconCopy,
  IconDownload,
  IconHistory,
  IconPlayerPlay,
  IconPower,
  IconTestPipe,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { useAbility } from '../ui/index.ts'
import { CloneDialog } from './CloneDialog.tsx'
import { RunPlaybookDialog } from './RunPlaybookDialog.tsx'
import { playbookTexts } from './texts.ts'
import { usePlaybookDeeds } from './use-playbook-deeds.tsx'

interface PlaybookMenuProps {
  playbook: Playbook
  /** Entries of the page itself, before the others. */
  children?: ReactNode
  onDeleted?: () => void
}

/** What can be done with a playbook as a whole (PBK-18); goes into a `Menu` beside its target. */
export function PlaybookMenu({ playbook, children, onDeleted }: PlaybookMenuProps) {
  const t = useTexts(playbookTexts)
  const navigate = useNavigate()
  const deeds = usePlaybookDeeds(playbook)
  const configure = useAbility(playbook.deletedAt === null || t('isDeleted'), 'playbook.configure')
  const start = useAbility(playbook.deletedAt === null || t('isDeleted'), 'incident-playbook.edit')
  const [dialog, setDialog] = useState<'run' | 'test' | 'clone' | null>(null)
  const close = () => setDialog(null)
  const isPublished = playbook.publishedVersion !== null
  const guard = (allowed: true | string) => (allowed === true ? {} : { disabled: true, title: allowed })

  return (
    <>
      <Menu.Dropdown>
        {children}
        <Menu.Item
          leftSection={<IconPlayerPlay size={14} />}
          {...guard(start)}
          disabled={start !== true || !isPublished || !playbook.enabled}
          onClick={() => setDialog('run')}
        >
          {t('run')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTestPipe size={14} />} {...guard(start)} onClick={() => setDialog('test')}>
          {t('runTest')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={14} />}
          onClick={() => void navigate({ to: paths.runs(), search: { playbookId: playbook.id } as never })}
        >
          {t('executions')}
        </Menu.Item>
        <Menu.Divider />
        {isPublished && (
          <Menu.Item leftSection={<IconPower size={14} />} {...guard(configure)} onClick={() => void deeds.toggle()}>
            {t(playbook.enabled ? 'disable' : 'enable')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={14} />} {...guard(configure)} onClick={() => setDialog('clone')}>
          {t('clone')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBraces size={14} />} onClick={() => deeds.export('json')}>
          {t('exportJson')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => deeds.export('tar.gz')}>
          {t('exportArchive')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => deeds.export('zip')}>
          {t('exportZip')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={14} />}
          {...guard(configure)}
          color="danger"
          onClick={() => void deeds.remove().then((isDone) => isDone && onDeleted?.())}
        >
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
      {dialog === 'clone' && <CloneDialog playbook={playbook} onClose={close} />}
      {(dialog === 'run' || dialog === 'test') && (
        <RunPlaybookDialog playbook={playbook} test={dialog === 'test'} onClose={close} />
      )}
    </>
  )
}
