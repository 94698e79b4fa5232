import { ActionIcon, Menu } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { type RunDetail, type RunNode, rerunNode } from '@tocsin/contracts/run.ts'
import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { IntegrationLogo } from '../integrations/index.ts'
import { useKindName, useLogos } from '../playbooks/index.ts'
import { ActionButton, Field, Fields, Moment, toast } from '../ui/index.ts'
import { AnswerWait } from './AnswerWait.tsx'
import { Iterations } from './Iterations.tsx'
import { NodeResults } from './NodeResults.tsx'
import styles from './Runs.module.css'
import { Length, NodeTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

interface NodePanelProps {
  run: RunDetail
  node: RunNode
  definition: PlaybookNode | undefined
  onClose: () => void
}

/** One node of a run: state, what it waits for, inputs, outputs, errors, attempts (IPB-07 … IPB-12). */
export function NodePanel({ run, node, definition, onClose }: NodePanelProps) {
  const t = useTexts(runTexts)
  const kindName = useKindName()
  const logos = useLogos()
  const action = definition?.kind === 'action' ? definition : null
  const hasResults = action !== null || node.iterations.total > 0
  return (
    <aside className={styles.panel} aria-label={node.name || node.type}>
      <header className={styles.panelHead}>
        {action && <IntegrationLogo name={action.integration} icon={logos.get(action.integration) ?? null} size={20} />}
        <h2 title={node.name}>{node.name || node.type}</h2>
        <NodeTag status={node.status} />
        <span className={styles.spacer} />
        <Rerun run={run} node={node} />
        <ActionIcon size={24} aria-label={t('close')} onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      </header>
      <div className={styles.panelBody}>
        {node.wait && <AnswerWait runId={run.id} nodeId={node.id} wait={node.wait} />}
        {node.error && !node.wait && (
          <div className={styles.failure} role="alert">
            {node.error}
          </div>
        )}
        <Fields>
          <Field label={t('kind')}>
            {action
              ? [action.integration, action.action].filter(Boolean).join(' · ')
              : definition
                ? kindName(definition.kind)
                : node.type}
          </Field>
          {action?.resource?.ref === 'const' && (
            <Field label={t('resource')}>{String(action.resource.value ?? '')}</Field>
          )}
          {action?.cartesian && <Field label={t('cartesian')}>{t('yes')}</Field>}
          {node.iterations.total > 1 && (
            <Field label={t('iterations')}>
              <Iterations iterations={node.iterations} />
            </Field>
          )}
          {node.port && node.port !== 'out' && <Field label={t('exit')}>{node.port}</Field>}
          {node.startedAt && (
            <Field label={t('started')}>
              <Moment at={node.startedAt} absolute />
            </Field>
          )}
          {node.startedAt && (
            <Field label={t('duration')}>
              <Length span={node} />
            </Field>
          )}
          {node.attempts > Math.max(1, node.iterations.total) && <Field label={t('attempts')}>{node.attempts}</Field>}
        </Fields>
        {hasResults && <NodeResults run={run} node={node} />}
      </div>
    </aside>
  )
}

/** Runs the node again, alone or with all that follows (EXE-11). */
function Rerun({ run, node }: { run: RunDetail; node: RunNode }) {
  const t = useTexts(runTexts)
  const rerun = useChange(rerunNode, { alsoChanges: ['incidents'] })
  const again = (scope: 'this' | 'from-here') =>
    rerun.mutate(
      { params: { id: run.id, nodeId: node.id }, body: { scope } },
      {
        onSuccess: () => toast.done(t('rerunStarted')),
        onError: (error) => toast.failed(error, t('rerun')),
      },
    )
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
          <Menu.Item onClick={() => again('this')}>{t('rerunThis')}</Menu.Item>
          <Menu.Item onClick={() => again('from-here')}>{t('rerunFrom')}</Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  )
}
