// biome-ignore-all lint/a11y/noSvgWithoutTitle: the button around the shape is named
import {
  IconFilter,
  IconHandStop,
  IconHourglass,
  IconQuestionMark,
  IconRefresh,
  IconRepeat,
  IconStackMiddle,
  IconSubtask,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ActionNode, NodeKind, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useContext } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { actionColour, IntegrationLogo } from '../../integrations/index.ts'
import { nodeColours } from '../../ui/index.ts'
import { nodeSize } from '../edits/node-size.ts'
import { shownName } from '../edits/shown-name.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { LogoContext } from './LogoContext.ts'
import { canvasTexts } from './texts.ts'
import { useNodeSummary } from './use-node-summary.ts'

/** The picture of a node by its kind (PBK-07). */
export function NodeShape({ node }: { node: PlaybookNode }) {
  const { width, height } = nodeSize(node)
  switch (node.kind) {
    case 'start':
      return <span className={`${styles.circle} ${styles.start}`}>{shownName(node)}</span>
    case 'end':
      return <span className={`${styles.circle} ${styles.end}`}>{shownName(node)}</span>
    case 'condition':
      return (
        <>
          <svg className={styles.outline} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
            <path
              d={`M${width / 2} 1.5 ${width - 1.5} ${height / 2} ${width / 2} ${height - 1.5} 1.5 ${height / 2}z`}
              fill={nodeColours.condition}
            />
          </svg>
          <span className={styles.sign}>IF</span>
          <span className={styles.above}>{shownName(node)}</span>
        </>
      )
    case 'user-choice':
      return (
        <>
          <span className={`${styles.circle} ${styles.choice}`} style={{ background: nodeColours.choice }}>
            <IconQuestionMark size={28} stroke={1.6} aria-hidden />
          </span>
          <span className={styles.above}>{shownName(node)}</span>
        </>
      )
    default:
      return <BoxShape node={node} />
  }
}

const signs: Partial<Record<NodeKind, typeof IconFilter>> = {
  filter: IconFilter,
  task: IconUserCheck,
  playbook: IconSubtask,
  repeat: IconRepeat,
  wait: IconHourglass,
}

/** A rectangle: actions and tasks under a coloured bar, what only steers the flow calm and with a sign of its own. */
function BoxShape({ node }: { node: PlaybookNode }) {
  const summary = useNodeSummary()(node)
  const logos = useContext(LogoContext)
  const Sign = signs[node.kind]
  return (
    <span className={styles.box} data-shape={node.kind}>
      {node.kind === 'action' && (
        <>
          <span className={styles.bar} style={{ background: actionColour(node.actionType) }} aria-hidden />
          <IntegrationLogo name={node.integration || '?'} icon={logos.get(node.integration) ?? null} size={24} />
        </>
      )}
      {node.kind === 'task' && <span className={styles.bar} style={{ background: nodeColours.task }} aria-hidden />}
      {Sign && (
        <span className={styles.kindSign}>
          <Sign size={16} stroke={1.6} aria-hidden />
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.name} title={shownName(node)}>
          {shownName(node)}
        </span>
        <span className={styles.what} title={summary}>
          {summary}
        </span>
      </span>
      {node.kind === 'action' && <ActionFlags node={node} />}
    </span>
  )
}

function ActionFlags({ node }: { node: ActionNode }) {
  const t = useTexts(playbookTexts)
  const canvas = useTexts(canvasTexts)
  if (!node.manualExecution && !node.cartesian && !node.retry) return null
  return (
    <span className={styles.flags}>
      {node.manualExecution && <IconHandStop size={12} aria-label={t('manualExecution')} />}
      {node.cartesian && <IconStackMiddle size={12} aria-label={t('cartesian')} />}
      {node.retry && <IconRefresh size={12} aria-label={canvas('retries', { n: node.retry.times })} />}
    </span>
  )
}
