import { Select } from '@mantine/core'
import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import styles from './Canvas.module.css'
import { canvasTexts } from './texts.ts'

interface LinkChooserProps {
  nodes: readonly PlaybookNode[]
  onChoose: (nodeId: string) => void
}

/** The nodes to which a link may lead, for those who draw none with the pointer (PBK-06). */
export function LinkChooser({ nodes, onChoose }: LinkChooserProps) {
  const t = useTexts(canvasTexts)
  const field = useRef<HTMLInputElement>(null)
  // It may take the place of the exits, whose buttons had the focus.
  useEffect(() => field.current?.focus(), [])
  if (nodes.length === 0) return <div className={styles.choiceNote}>{t('noLinkTarget')}</div>
  return (
    <Select
      ref={field}
      data-autofocus
      label={t('linkTo')}
      data={nodes.map((node) => ({ value: node.id, label: labelOf(node) }))}
      value={null}
      onChange={(id) => id !== null && onChoose(id)}
      searchable
      selectFirstOptionOnChange
      comboboxProps={{ withinPortal: false }}
    />
  )
}

/** Nodes may share a name; their numbers stand on the canvas too (PBK-09). */
function labelOf(node: PlaybookNode): string {
  return node.number === undefined ? shownName(node) : `${shownName(node)} (${node.number})`
}
