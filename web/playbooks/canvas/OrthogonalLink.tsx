import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import styles from './Canvas.module.css'
import type { CanvasLink } from './flow.ts'

/** A link of horizontal and vertical parts with soft corners. */
export function OrthogonalLink(props: EdgeProps<CanvasLink>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data, selected, markerEnd } = props
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    borderRadius: 6,
    offset: 20,
  })
  return (
    <g className={styles.link} data-tone={data?.tone} data-selected={selected || undefined}>
      <BaseEdge id={props.id} path={path} markerEnd={markerEnd} interactionWidth={16} />
      {(data?.tone === 'added' || data?.tone === 'removed') && (
        <g className={styles.linkSign} transform={`translate(${labelX} ${labelY})`} aria-hidden>
          <circle r={8} />
          <text textAnchor="middle" dominantBaseline="central">
            {data.tone === 'added' ? '+' : '−'}
          </text>
        </g>
      )}
    </g>
  )
}
