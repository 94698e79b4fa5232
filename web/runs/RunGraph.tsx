import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RunDetail } from '@tocsin/contracts/run.ts'
import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { useMemo, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { type NodeProgress, PlaybookCanvas } from '../playbooks/index.ts'
import { usePreference } from '../ui/index.ts'
import { NodeList } from './NodeList.tsx'
import { NodePanel } from './NodePanel.tsx'
import { NodeTable } from './NodeTable.tsx'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'
import { Waterfall } from './Waterfall.tsx'

type View = 'graph' | 'list' | 'waterfall'

interface RunGraphProps {
  run: RunDetail
  /** The view until somebody chooses another, which is then remembered (IPB-04). */
  initialView?: View
}

/** A run as graph, list or waterfall, with the panel of the chosen node; the choice of the node is in the URL. */
export function RunGraph({ run, initialView = 'list' }: RunGraphProps) {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { node?: string }
  const [view, setView] = usePreference<View>(`run-view/${initialView}`, initialView)
  const [reveal, setReveal] = useState<{ id: string } | null>(null)
  const graph = useMemo(() => playbookGraph.parse(run.graph), [run.graph])
  const progress = useMemo(() => new Map(run.nodes.map((node) => [node.id, progressOf(node)])), [run.nodes])
  const chosen = run.nodes.find(({ id }) => id === search.node)
  const selected = useMemo(() => new Set(chosen ? [chosen.id] : []), [chosen])

  const choose = (id: string | null) => {
    setReveal(id === null ? null : { id })
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, node: id ?? undefined })) as never,
      replace: true,
    })
  }

  return (
    <div className={styles.frame}>
      <div className={styles.viewBar}>
        <SegmentedControl
          aria-label={t('view')}
          value={view}
          onChange={(next) => setView(next as View)}
          data={(['graph', 'list', 'waterfall'] as const).map((each) => ({ value: each, label: t(each) }))}
        />
      </div>
      <div className={styles.body}>
        {view === 'graph' && (
          <>
            <NodeList run={run} graph={graph} chosen={chosen?.id ?? null} onChoose={choose} />
            <PlaybookCanvas
              label={t('canvas', { name: run.playbook })}
              graph={graph}
              selected={selected}
              onSelect={(change) => choose(newlyChosen(change(selected), chosen?.id, progress))}
              progress={progress}
              reveal={reveal}
            />
          </>
        )}
        {view === 'list' && <NodeTable run={run} graph={graph} chosen={chosen?.id ?? null} onChoose={choose} />}
        {view === 'waterfall' && <Waterfall run={run} graph={graph} chosen={chosen?.id ?? null} onChoose={choose} />}
        {chosen && (
          <NodePanel
            key={`${run.id}/${chosen.id}`}
            run={run}
            node={chosen}
            definition={graph.nodes.find(({ id }) => id === chosen.id)}
            onClose={() => choose(null)}
          />
        )}
      </div>
    </div>
  )
}

/** One node at a time: the one that was added to the selection, else what is left of it. */
function newlyChosen(
  ids: ReadonlySet<string>,
  before: string | undefined,
  known: ReadonlyMap<string, NodeProgress>,
): string | null {
  const nodes = [...ids].filter((id) => known.has(id))
  return nodes.find((id) => id !== before) ?? nodes[0] ?? null
}

function progressOf(node: RunDetail['nodes'][number]): NodeProgress {
  return {
    status: node.status,
    iterations: node.iterations,
    ports: node.port === null ? [] : node.port.split(', '),
  }
}
