import '@xyflow/react/dist/base.css'
import type { NodeChange, PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type NodeChange as FlowChange,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../../ui/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext, type CanvasEdit } from './CanvasContext.ts'
import { CanvasControls, fit } from './CanvasControls.tsx'
import type { CanvasLink, CanvasNode, NodeMarks, NodeProgress } from './flow.ts'
import { LogoContext } from './LogoContext.ts'
import { mapColour } from './map-colour.ts'
import { NodeView } from './NodeView.tsx'
import { OrthogonalLink } from './OrthogonalLink.tsx'
import { useCanvasDeeds } from './use-canvas-deeds.ts'
import { type CanvasClipboard, useClipboard } from './use-clipboard.ts'
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

type Place = { x: number; y: number }

/** What an editable canvas does beside what its nodes ask for. */
export interface CanvasEditing extends CanvasEdit, CanvasClipboard {
  onMove(places: Map<string, Place>): void
  onLink(source: string, port: string, target: string): void
  mayLink(source: string, port: string, target: string): boolean
  /** Something was dropped from the palette. */
  onDrop(dropped: string, place: Place): void
}

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
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place> | null>(null)
  const [wantsMap, setMap] = usePreference<boolean | null>('canvas-map', null)
  const hasMap = wantsMap ?? graph.nodes.length > mapFrom
  const { nodes, links } = useFlowParts({ graph, selected, dragged, ...shown })

  const select = useCallback(
    (changes: { id: string; selected: boolean }[]) => {
      if (changes.length === 0) return
      onSelect((before) => {
        const after = new Set(before)
        for (const change of changes) {
          if (change.selected) after.add(change.id)
          else after.delete(change.id)
        }
        return after
      })
    },
    [onSelect],
  )

  const onNodesChange = (changes: FlowChange<CanvasNode>[]) => {
    select(changes.flatMap((change) => (change.type === 'select' ? [change] : [])))
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
    )
    if (moves.length === 0) return
    const places = new Map([...(dragged ?? []), ...moves.map(({ id, position }) => [id, position] as const)])
    if (moves.some((move) => move.dragging)) return setDragged(places)
    setDragged(null)
    editing?.onMove(places)
  }

  const onEdgesChange = (changes: EdgeChange<CanvasLink>[]) =>
    select(changes.flatMap((change) => (change.type === 'select' ? [change] : [])))

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
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={({ source, sourceHandle, target }: Connection) =>
            editing?.onLink(source, sourceHandle ?? '', target)
          }
          isValidConnection={({ source, sourceHandle, target }) =>
            Boolean(editing?.mayLink(source, sourceHandle ?? '', target))
          }
          onDrop={onDrop}
          onDragOver={(event) => event.preventDefault()}
          nodesDraggable={Boolean(editing)}
          nodesConnectable={Boolean(editing)}
          connectionRadius={28}
          deleteKeyCode={null}
          disableKeyboardA11y
          onlyRenderVisibleElements={graph.nodes.length > drawAllTo}
          snapToGrid
          snapGrid={[8, 8]}
          minZoom={0.1}
          maxZoom={2}
          fitView
          fitViewOptions={fit}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
          {hasMap && (
            <MiniMap<CanvasNode>
              style={mapSize}
              pannable
              zoomable
              nodeColor={(node) => mapColour(node.data)}
              nodeBorderRadius={4}
            />
          )}
        </ReactFlow>
        <CanvasControls onMap={() => setMap(!hasMap)} hasMap={hasMap} />
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex lint/a11y/noNoninteractiveElementInteractions: the way in for the keyboard */}
    </CanvasContext>
  )
}
