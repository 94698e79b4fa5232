import type { RunDetail, RunNode } from '@tocsin/contracts/run.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { Iterations } from './Iterations.tsx'
import styles from './Runs.module.css'
import { Length, NodeTag } from './RunTag.tsx'
import { inRunningOrder } from './run-order.ts'
import { runTexts } from './texts.ts'

export interface NodesProps {
  run: RunDetail
  graph: PlaybookGraph
  chosen: string | null
  onChoose: (id: string) => void
}

/** The nodes beside the graph, in the order in which they ran. */
export function NodeList({ run, graph, chosen, onChoose }: NodesProps) {
  const t = useTexts(runTexts)
  const nodes = useMemo(() => inRunningOrder(run, graph), [run, graph])
  return (
    <nav className={styles.list} aria-label={t('nodes')}>
      {nodes.map((node) => (
        <button
          key={node.id}
          type="button"
          className={styles.listRow}
          aria-pressed={node.id === chosen}
          data-quiet={node.status === 'pending' || node.status === 'skipped' || undefined}
          onClick={() => onChoose(node.id)}
        >
          <span className={styles.listName} title={node.name}>
            {node.name || node.type}
          </span>
          <NodeTag status={node.status} />
          <span className={styles.listFacts}>
            <NodeFacts node={node} />
          </span>
        </button>
      ))}
    </nav>
  )
}

function NodeFacts({ node }: { node: RunNode }) {
  return (
    <>
      <Iterations iterations={node.iterations} />
      {node.startedAt !== null && <Length span={node} />}
    </>
  )
}
