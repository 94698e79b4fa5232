// biome-ignore-all lint/a11y/useSemanticElements: a button element cannot be dragged in every browser
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { type FocusEvent, type KeyboardEvent, memo, useContext, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext } from './CanvasContext.ts'
import { ChangeMark } from './ChangeMark.tsx'
import type { CanvasNode } from './flow.ts'
import { NodeShape } from './NodeShape.tsx'
import { type Adding, NodeTools } from './NodeTools.tsx'
import { useKindName } from './node-names.ts'
import { ProgressMark } from './ProgressMark.tsx'
import { portPlaces } from './port-places.ts'

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
  ArrowUp: [0, -8],
  ArrowDown: [0, 8],
}

/** A node on the canvas: shape, entry, exits with their names, tools, state in a run or problems. */
export const NodeView = memo(function NodeView({ data, selected }: NodeProps<CanvasNode>) {
  const { node, progress, marks, change } = data
  const t = useTexts(playbookTexts)
  const kindName = useKindName()
  const canvas = useContext(CanvasContext)
  const [isNear, setNear] = useState(false)
  const [adding, setAdding] = useState<Adding | null>(null)
  const name = shownName(node)
  const places = portPlaces(node)
  const isNamed = (port: string) => port !== 'out' || node.kind === 'condition' || node.kind === 'user-choice'

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const arrow = arrows[event.key]
    const far = event.shiftKey ? 5 : 1
    if (event.key === 'Tab') canvas.onStep(node.id, event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' || event.key === ' ') canvas.onOpen(node.id)
    else if (!canvas.edit) return
    else if (arrow) canvas.edit.onNudge(node.id, arrow[0] * far, arrow[1] * far)
    else if (event.key === '+' && node.kind !== 'end') setAdding('node')
    else if (event.key.toLowerCase() === 'l' && node.kind !== 'end') setAdding('link')
    else if (event.key === 'Delete' || event.key === 'Backspace') canvas.edit.onRemove([node.id])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setNear(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: tools appear while the pointer or the focus is here
    <div
      className={styles.node}
      data-kind={node.kind}
      data-status={progress?.status}
      data-change={change}
      data-node={node.id}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={onBlur}
    >
      {node.kind !== 'start' && (
        <Handle
          type="target"
          role="img"
          id="in"
          position={Position.Left}
          className={styles.port}
          isConnectable={Boolean(canvas.edit)}
          aria-label={t('entryOf', { name })}
        />
      )}
      <div
        role="button"
        tabIndex={-1}
        className={styles.shape}
        aria-label={`${name} (${kindName(node.kind)})`}
        aria-pressed={selected}
        data-selected={selected || undefined}
        onKeyDown={onKeyDown}
      >
        <NodeShape node={node} />
      </div>
      {node.number !== undefined && <span className={styles.number}>{node.number}</span>}
      {places.map(({ port, x, y, side }) => (
        <div key={port} className={styles.exit} data-side={side} data-failure={port === 'failure' || undefined}>
          <Handle
            type="source"
            role="img"
            id={port}
            position={side === 'right' ? Position.Right : Position.Bottom}
            className={styles.port}
            style={{ left: x, top: y, right: 'auto', bottom: 'auto', transform: 'translate(-50%, -50%)' }}
            isConnectable={Boolean(canvas.edit)}
            aria-label={t('exitOf', { port, name })}
          />
          {isNamed(port) && (
            <span
              className={styles.portName}
              data-left={progress?.ports.includes(port) || undefined}
              style={{ left: x, top: y }}
              title={port}
            >
              {port}
            </span>
          )}
        </div>
      ))}
      {progress && <ProgressMark progress={progress} />}
      {change && <ChangeMark change={change} />}
      {marks && (marks.errors > 0 || marks.warnings > 0) && (
        <span
          className={styles.mark}
          data-tone={marks.errors > 0 ? 'error' : 'warning'}
          title={t('problemCount', { errors: marks.errors, warnings: marks.warnings })}
        >
          !
        </span>
      )}
      {canvas.edit && (isNear || selected || adding) && (
        <NodeTools node={node} edit={canvas.edit} isChosen={selected} adding={adding} onAdding={setAdding} />
      )}
    </div>
  )
})
