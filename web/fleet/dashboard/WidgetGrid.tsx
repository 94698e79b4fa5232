import type { FleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import type { KeyboardEvent } from 'react'
import ReactGridLayout, { type Layout, useContainerWidth, verticalCompactor } from 'react-grid-layout'
import styles from './Dashboard.module.css'
import { WidgetCard } from './WidgetCard.tsx'
import { gridColumns, isMoved, layoutOf, nudge, withLayout } from './widget-places.ts'

const rowHeight = 28
const steps: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

interface WidgetGridProps {
  dashboardId: string
  widgets: FleetWidget[]
  isCustomising: boolean
  onPlaces: (widgets: FleetWidget[]) => void
  onEdit: (widget: FleetWidget) => void
  onRemove: (widget: FleetWidget) => void
}

/** The widgets on twelve columns; while customising they are dragged and resized, by mouse or by key (MSSP-11). */
export function WidgetGrid({ dashboardId, widgets, isCustomising, onPlaces, onEdit, onRemove }: WidgetGridProps) {
  const { width, containerRef, mounted } = useContainerWidth()
  const keep = (next: FleetWidget[]) => {
    if (isMoved(widgets, next)) onPlaces(next)
  }
  const onLayout = (layout: Layout) => keep(withLayout(widgets, layout))
  const onKey = (widget: FleetWidget) => (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (!by) return
    event.preventDefault()
    keep(nudge(widgets, widget.id, by, event.shiftKey))
  }
  return (
    // Under this id the drag library looks for its style element, which the content policy would refuse; the class is ours.
    <div ref={containerRef} id="react-draggable-style-el" className={styles.grid}>
      {mounted && (
        <ReactGridLayout
          width={width}
          layout={layoutOf(widgets)}
          gridConfig={{ cols: gridColumns, rowHeight, margin: [12, 12], containerPadding: [0, 0] }}
          dragConfig={{ enabled: isCustomising, handle: `.${styles.handle}`, cancel: `.${styles.tools}` }}
          resizeConfig={{ enabled: isCustomising, handles: ['se'] }}
          compactor={verticalCompactor}
          onDragStop={onLayout}
          onResizeStop={onLayout}
        >
          {widgets.map((widget) => (
            <div key={widget.id}>
              <WidgetCard
                dashboardId={dashboardId}
                widget={widget}
                isCustomising={isCustomising}
                onKey={onKey(widget)}
                onEdit={() => onEdit(widget)}
                onRemove={() => onRemove(widget)}
              />
            </div>
          ))}
        </ReactGridLayout>
      )}
    </div>
  )
}
