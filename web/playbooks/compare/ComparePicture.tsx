import type { Action } from '@tocsin/contracts/integration.ts'
import { compareGraphs, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useCallback, useMemo, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'
import { PlaybookCanvas } from '../canvas/PlaybookCanvas.tsx'
import type { Reveal } from '../canvas/use-reveal.ts'
import { ChangeList } from './ChangeList.tsx'
import styles from './Compare.module.css'
import { overlay } from './overlay.ts'
import { compareTexts } from './texts.ts'

interface ComparePictureProps {
  before: PlaybookGraph
  after: PlaybookGraph
  /** Installed actions, for the labels of their inputs. */
  actions?: readonly Action[]
}

/** Two versions of a playbook laid over each other, beside the list of what differs (VER-17, FLT-33). */
export function ComparePicture({ before, after, actions }: ComparePictureProps) {
  const t = useTexts(compareTexts)
  const comparison = useMemo(() => compareGraphs(before, after), [before, after])
  const { graph, changes } = useMemo(() => overlay(comparison), [comparison])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const onSelect = useCallback(
    (change: (before: ReadonlySet<string>) => ReadonlySet<string>) =>
      setSelected((present) => {
        const next = change(present)
        // One at a time: its differences are shown in the list.
        const [last] = [...next].filter((id) => !present.has(id))
        return last === undefined ? next : new Set([last])
      }),
    [],
  )
  const onShow = (id: string | null) => {
    setSelected(new Set(id === null ? [] : [id]))
    if (id !== null) setReveal({ id })
  }
  const [shown = null] = selected

  return (
    <div className={styles.picture}>
      <PlaybookCanvas
        label={t('canvas')}
        graph={graph}
        changes={changes}
        selected={selected}
        onSelect={onSelect}
        reveal={reveal}
      />
      <section className={styles.list} aria-label={t('changes')}>
        {comparison.same && comparison.nodes.every(({ change }) => change === 'same') ? (
          <EmptyState compact title={t('nothing')} text={t('nothingText')} />
        ) : (
          <ChangeList comparison={comparison} graph={graph} actions={actions} shown={shown} onShow={onShow} />
        )}
      </section>
    </div>
  )
}
