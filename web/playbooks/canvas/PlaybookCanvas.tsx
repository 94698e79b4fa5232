import '@xyflow/react/dist/base.css'
import type { NodeChange, PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  type ReactFlowState,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../../ui/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext } from './CanvasContext.ts'
import { CanvasControls, fit } from './CanvasControls.tsx'
import type { CanvasEditing } from './canvas-editing.ts'
import type { CanvasLink, CanvasNode, NodeMarks, NodeProgress } from './flow.ts'
import { LogoContext } from './LogoContext.ts'
import { mapColour } from './map-colour.ts'
import { NodeView } from './NodeView.tsx'
import { OrthogonalLink } from './OrthogonalLink.tsx'
import { useCanvasDeeds } from './use-canvas-deeds.ts'
import { useClipboard } from './use-clipboard.ts'
import { useFlowHandlers } from './use-flow-handlers.ts'
import { useFlowParts } from './use-flow-parts.ts'
import { useLogos } from './use-logos.ts'
import { useNodeSteps } from './use-node-steps.ts'
import { type Reveal, useReveal } from './use-reveal.ts'

const nodeTypes = { playbook: NodeView }
const edgeTypes = { orthogonal: OrthogonalLink }
/** Unless somebody chose: a small graph is seen whole, the map would only cover it. */
const mapFrom = 12
/** Of more nodes only those in sight are drawn. */
const drawAllTo = 60
const mapSize = { width: 168, height: 112 }
const snapGrid: [number, number] = [8, 8]
const colourOnMap = ({ data }: CanvasNode) => mapColour(data)
/** Below this zoom what is small cannot be read, and is not drawn. */
const farBelow = 0.4
const seenFromAfar = ({ transform }: ReactFlowState) => transform[2] < farBelow

export interface PlaybookCanvasProps {
  label: string
  graph: PlaybookGraph
  /** Ids of selected nodes and links. */
  selected: ReadonlySet<string>
  onSelect: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void
  editing?: CanvasEditing | null
  progress?: ReadonlyMap<string, NodeProgress>
  marks?: ReadonlyMap<string, NodeMarks>
  /** Of a comparison: what became of nodes and links, by id. */
  changes?: ReadonlyMap<string, NodeChange>
  /** A node was opened by key or pencil, beside being selected. */
  onOpen?: (nodeId: string) => void
  /** A node to bring into sight where it is hidden; a new object does it again. */
  reveal?: Reveal | null
  /** Fits the whole graph again when it changes, such as after arranging. */
  fitKey?: string | number
}

/** Name under which the palette passes what is dragged. */
export const dragType = 'application/x-tocsin-node'

/** The graph on a dotted canvas: pan, zoom, map; nodes move and link where it is edited (PBK-07, PBK-15). */
export function PlaybookCanvas(props: PlaybookCanvasProps) {
  const logos = useLogos()
  return (
    <LogoContext value={logos}>
      <ReactFlowProvider>
        <Flow {...props} />
      </ReactFlowProvider>
    </LogoContext>
  )
}

function Flow({ label, graph, selected, onSelect, onOpen, editing, reveal, fitKey, ...shown }: PlaybookCanvasProps) {
  const t = useTexts(playbookTexts)
  const flow = useReactFlow<CanvasNode, CanvasLink>()
  const section = useRef<HTMLElement>(null)
  const { dragged, handlers } = useFlowHandlers({ onSelect, editing: editing ?? null })
  const isFar = useStore(seenFromAfar)
  const [wantsMap, setMap] = usePreference<boolean | null>('canvas-map', null)
  const hasMap = wantsMap ?? graph.nodes.length > mapFrom
  const { nodes, links } = useFlowParts({ graph, selected, dragged, ...shown })

  const onReveal = useReveal(graph, reveal)
  const steps = useNodeSteps(graph, section, onReveal)
  const deeds = useCanvasDeeds({ onSelect, onOpen, onStep: steps.onStep, edit: editing ?? null })
  useClipboard(section, editing ?? null)

  useEffect(() => {
    if (fitKey !== undefined) void flow.fitView({ ...fit, duration: 150 })
  }, [fitKey, flow])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.key !== 'Tab' || event.shiftKey) return
    if (steps.onEnter()) event.preventDefault()
  }

  const onDrop = (event: DragEvent) => {
    const dropped = event.dataTransfer.getData(dragType)
    if (!dropped || !editing) return
    event.preventDefault()
    editing.onDrop(dropped, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
  }

  return (
    <CanvasContext value={deeds}>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex lint/a11y/noNoninteractiveElementInteractions: the way in for the keyboard */}
      <section
        ref={section}
        className={styles.canvas}
        data-far={isFar || undefined}
        aria-label={label}
        aria-description={t('canvasHelp')}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <ReactFlow<CanvasNode, CanvasLink>
          nodes={nodes}
          edges={links}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          {...handlers}
          onDrop={onDrop}
          onDragOver={(event) => event.preventDefault()}
          nodesDraggable={Boolean(editing)}
          nodesConnectable={Boolean(editing)}
          connectionRadius={28}
          deleteKeyCode={null}
          disableKeyboardA11y
          onlyRenderVisibleElements={graph.nodes.length > drawAllTo}
          snapToGrid
          snapGrid={snapGrid}
          minZoom={0.1}
          maxZoom={2}
          fitView
          fitViewOptions={fit}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
          {hasMap && (
            <MiniMap<CanvasNode> style={mapSize} pannable zoomable nodeColor={colourOnMap} nodeBorderRadius={4} />
          )}
        </ReactFlow>
        <CanvasControls onMap={() => setMap(!hasMap)} hasMap={hasMap} />
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex lint/a11y/noNoninteractiveElementInteractions: the way in for the keyboard */}
    </CanvasContext>
  )
}
