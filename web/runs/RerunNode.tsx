import { Menu } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { type RunDetail, type RunNode, rerunNode } from '@tocsin/contracts/run.ts'
import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../ui/index.ts'
import { AgainList } from './AgainList.tsx'
import { runTexts } from './texts.ts'
import { whatRunsAgain } from './what-runs-again.ts'

/** Runs a node again, alone or with all that follows, once somebody has seen what that is (EXE-11). */
export function RerunNode({ run, node }: { run: RunDetail; node: RunNode }) {
  const t = useTexts(runTexts)
  const confirm = useConfirm()
  const rerun = useChange(rerunNode, { alsoChanges: ['incidents'] })
  const again = async (scope: 'this' | 'from-here') => {
    const isDone = await confirm({
      title: t(scope === 'this' ? 'rerunThisTitle' : 'rerunFromTitle', { name: node.name || node.type }),
      text: <AgainList again={whatRunsAgain(run, playbookGraph.parse(run.graph), scope, node.id)} />,
      action: t('rerun'),
      run: () => rerun.mutateAsync({ params: { id: run.id, nodeId: node.id }, body: { scope } }),
    })
    if (isDone) toast.done(t('rerunStarted'))
  }
  if (node.startedAt === null || node.status === 'running' || node.wait) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionButton
          ability={run.abilities.rerun}
          loading={rerun.isPending}
          leftSection={<IconRefresh size={14} />}
          onClick={() => {}}
        >
          {t('rerun')}
        </ActionButton>
      </Menu.Target>
      {run.abilities.rerun === true && (
        <Menu.Dropdown>
          <Menu.Item onClick={() => void again('this')}>{t('rerunThis')}</Menu.Item>
          <Menu.Item onClick={() => void again('from-here')}>{t('rerunFrom')}</Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  )
}
