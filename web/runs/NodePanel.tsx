import { ActionIcon } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import { downloadRunResults, type RunDetail, type RunNode } from '@tocsin/contracts/run.ts'
import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { download } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { IntegrationLogo } from '../integrations/index.ts'
import { useKindName, useLogos } from '../playbooks/index.ts'
import { Field, Fields, JsonView, Moment, toast } from '../ui/index.ts'
import { AnswerWait } from './AnswerWait.tsx'
import { ChildRuns } from './ChildRuns.tsx'
import { Iterations } from './Iterations.tsx'
import { NodeResults } from './NodeResults.tsx'
import { RerunNode } from './RerunNode.tsx'
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
  const resource = node.resource ?? (action?.resource?.ref === 'const' ? String(action.resource.value ?? '') : '')
  const hasResults = action !== null || node.iterations.total > 0
  const save = () =>
    download(downloadRunResults, { params: { id: run.id }, query: { node: node.id } }, `${node.id}.json`).catch(
      (error: unknown) => toast.failed(error, t('downloadNode')),
    )
  return (
    <aside className={styles.panel} aria-label={node.name || node.type}>
      <header className={styles.panelHead}>
        {action && <IntegrationLogo name={action.integration} icon={logos.get(action.integration) ?? null} size={20} />}
        <h2 title={node.name}>{node.name || node.type}</h2>
        <NodeTag status={node.status} />
        <span className={styles.spacer} />
        <RerunNode run={run} node={node} />
        {node.startedAt && (
          <ActionIcon size={24} aria-label={t('downloadNode')} title={t('downloadNode')} onClick={() => void save()}>
            <IconDownload size={14} />
          </ActionIcon>
        )}
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
        {node.warnings && node.warnings.length > 0 && (
          <ul className={styles.warnings} aria-label={t('warnings')}>
            {node.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
        <Fields>
          <Field label={t('kind')}>
            {action
              ? [action.integration, action.action].filter(Boolean).join(' · ')
              : definition
                ? kindName(definition.kind)
                : node.type}
          </Field>
          {resource && <Field label={t('resource')}>{resource}</Field>}
          {node.waitsFor && (
            <Field label={t('waitingWord')}>
              {t(`waiting_${node.waitsFor.kind}`)}
              {node.waitsFor.until && (
                <>
                  {' · '}
                  <Moment at={node.waitsFor.until} absolute />
                </>
              )}
            </Field>
          )}
          {node.nextAt && (
            <Field label={t('nextAt')}>
              <Moment at={node.nextAt} absolute />
            </Field>
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
        {node.children && node.children.length > 0 && <ChildRuns node={node} runs={node.children} />}
        {hasResults && <NodeResults run={run} node={node} />}
        {definition && (
          <details className={styles.text}>
            <summary>{t('configuration')}</summary>
            <JsonView value={configurationOf(definition)} name={`configuration-${node.name || node.id}`} height={320} />
          </details>
        )}
      </div>
    </aside>
  )
}

/** What the node was asked to do, without where it stands on the canvas. */
function configurationOf({ position: _position, extra: _extra, ...asked }: PlaybookNode): Json {
  return JSON.parse(JSON.stringify(asked)) as Json
}
