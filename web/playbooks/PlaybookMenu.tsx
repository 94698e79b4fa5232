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
import {
  createPlaybook,
  deletePlaybook,
  disablePlaybook,
  enablePlaybook,
  exportPlaybook,
  getPlaybook,
  type Playbook,
} from '@tocsin/contracts/playbook.ts'
import { type ReactNode, useState } from 'react'
import { call, download, useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { toast, useAbility, useConfirm } from '../ui/index.ts'
import { RunPlaybookDialog } from './RunPlaybookDialog.tsx'
import { playbookTexts } from './texts.ts'

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
  const confirm = useConfirm()
  const configure = useAbility(undefined, 'playbook.configure')
  const start = useAbility(undefined, 'incident-playbook.edit')
  const [started, setStarted] = useState<'run' | 'test' | null>(null)
  const enable = useChange(enablePlaybook)
  const disable = useChange(disablePlaybook)
  const remove = useChange(deletePlaybook)
  const create = useChange(createPlaybook)
  const { id, name } = playbook
  const isPublished = playbook.publishedVersion !== null

  const guard = (allowed: true | string) => (allowed === true ? {} : { disabled: true, title: allowed })
  const attempt = (work: Promise<unknown>, doing: string) =>
    void work.catch((error: unknown) => toast.failed(error, doing))

  const clone = async () => {
    const { graph, draft } = await call(getPlaybook, { params: { id } })
    const made = await create.mutateAsync({
      body: {
        name: t('copyOf', { name }),
        description: playbook.description,
        type: playbook.type,
        tags: playbook.tags,
        killOnError: playbook.killOnError,
        graph: draft?.graph ?? graph ?? undefined,
      },
    })
    toast.done(t('cloned', { name: made.name }))
    await navigate({ to: paths.playbook(made.id) })
  }

  const ask = async () => {
    const isDone = await confirm({
      title: t('deleteTitle', { name }),
      text: t('deleteText'),
      action: t('delete'),
      danger: true,
      typeName: name,
      run: () => remove.mutateAsync({ params: { id } }),
    })
    if (!isDone) return
    toast.done(t('deleted', { name }))
    onDeleted?.()
  }

  return (
    <>
      <Menu.Dropdown>
        {children}
        <Menu.Item
          leftSection={<IconPlayerPlay size={14} />}
          {...guard(start)}
          disabled={start !== true || !isPublished || !playbook.enabled}
          onClick={() => setStarted('run')}
        >
          {t('run')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTestPipe size={14} />} {...guard(start)} onClick={() => setStarted('test')}>
          {t('runTest')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={14} />}
          onClick={() => void navigate({ to: paths.runs(), search: { playbookId: id } as never })}
        >
          {t('executions')}
        </Menu.Item>
        <Menu.Divider />
        {isPublished && (
          <Menu.Item
            leftSection={<IconPower size={14} />}
            {...guard(configure)}
            onClick={() =>
              attempt(
                (playbook.enabled ? disable : enable).mutateAsync({ params: { id } }),
                t(playbook.enabled ? 'disable' : 'enable'),
              )
            }
          >
            {t(playbook.enabled ? 'disable' : 'enable')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          {...guard(configure)}
          onClick={() => attempt(clone(), t('clone'))}
        >
          {t('clone')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBraces size={14} />}
          onClick={() =>
            attempt(
              download(exportPlaybook, { params: { id }, query: { format: 'json' } }, `${name}.json`),
              t('exportJson'),
            )
          }
        >
          {t('exportJson')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={14} />}
          onClick={() =>
            attempt(
              download(exportPlaybook, { params: { id }, query: { format: 'tar.gz' } }, `${name}.tar.gz`),
              t('exportArchive'),
            )
          }
        >
          {t('exportArchive')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={14} />}
          {...guard(configure)}
          color="danger"
          onClick={() => void ask()}
        >
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
      {started && <RunPlaybookDialog playbook={playbook} test={started === 'test'} onClose={() => setStarted(null)} />}
    </>
  )
}
