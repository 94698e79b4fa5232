import type { RunNode } from '@tocsin/contracts/run.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { useKindName } from '../playbooks/index.ts'
import { Clipped, Moment } from '../ui/index.ts'
import { Iterations } from './Iterations.tsx'
import type { NodesProps } from './NodeList.tsx'
import styles from './Runs.module.css'
import { Length, NodeTag } from './RunTag.tsx'
import { inRunningOrder } from './run-order.ts'
import { runTexts } from './texts.ts'

/** The nodes as a table with all that is known without opening one (IPB-04). */
export function NodeTable({ run, graph, chosen, onChoose }: NodesProps) {
  const t = useTexts(runTexts)
  const kindName = useKindName()
  const nodes = useMemo(() => inRunningOrder(run, graph), [run, graph])
  const kindOf = (node: RunNode) => {
    const found = graph.nodes.find(({ id }) => id === node.id)
    return found ? kindName(found.kind) : node.type
  }
  return (
    <div className={styles.tableScroll}>
      <table className={styles.table} aria-label={t('nodes')}>
        <thead>
          <tr>
            <th>{t('node')}</th>
            <th>{t('status')}</th>
            <th>{t('kind')}</th>
            <th>{t('iterations')}</th>
            <th>{t('exit')}</th>
            <th>{t('started')}</th>
            <th className={styles.end}>{t('duration')}</th>
            <th>{t('error')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr
              key={node.id}
              data-chosen={node.id === chosen || undefined}
              data-quiet={node.status === 'pending' || node.status === 'skipped' || undefined}
            >
              <td>
                <button type="button" className={styles.rowLink} onClick={() => onChoose(node.id)}>
                  {node.name || node.type}
                </button>
              </td>
              <td>
                <NodeTag status={node.status} />
              </td>
              <td>{kindOf(node)}</td>
              <td>
                <Iterations iterations={node.iterations} />
              </td>
              <td>{node.port === 'out' ? '' : node.port}</td>
              <td>{node.startedAt && <Moment at={node.startedAt} />}</td>
              <td className={styles.end}>
                <Length span={node} />
              </td>
              <td>
                <Clipped text={node.error ?? ''} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
