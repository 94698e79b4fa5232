import '@xyflow/react/dist/base.css'
import { ActionIcon } from '@mantine/core'
import { IconMap, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { type DragEvent, useCallback, useEffect, useMemo, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../../ui/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext, type CanvasEdit } from './CanvasContext.ts'
import {
  type CanvasLink,
  type CanvasNode,
  type NodeMarks,
  type NodeProgress,
  toCanvasLinks,
  toCanvasNode,
} from './flow.ts'
import { LogoContext } from './LogoContext.ts'
import { mapColour } from './map-colour.ts'
import { NodeView } from './NodeView.tsx'
import { OrthogonalLink } from './OrthogonalLink.tsx'
import { useLogos } from './use-logos.ts'
import { useReveal } from './use-reveal.ts'

const nodeTypes = { playbook: NodeView }
const edgeTypes = { orthogonal: OrthogonalLink }
/** Unless somebody chose: a small graph is seen whole, the map would only cover it. */
const mapFrom = 12
const mapSize = { width: 168, height: 112 }
const fit = { padding: 0.15, maxZoom: 1 }

type Place = { x: number; y: number }

/** What an editable canvas does beside what its nodes ask for. */
export interface CanvasEditing extends CanvasEdit {
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
  /** A node to bring into sight where it is hidden; a new object does it again. */
  reveal?: { id: string } | null
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

function Flow({ label, graph, selected, onSelect, editing, progress, marks, reveal, fitKey }: PlaybookCanvasProps) {
  const flow = useReactFlow<CanvasNode, CanvasLink>()
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place> | null>(null)
  const [wantsMap, setMap] = usePreference<boolean | null>('canvas-map', null)
  const hasMap = wantsMap ?? graph.nodes.length > mapFrom

  const nodes = useMemo(
    () =>
      graph.nodes.map((node) => {
        const shown = toCanvasNode(node, { progress: progress?.get(node.id), marks: marks?.get(node.id) })
        const place = dragged?.get(node.id)
        return { ...shown, selected: selected.has(node.id), ...(place ? { position: place } : {}) }
      }),
    [graph, progress, marks, selected, dragged],
  )
  const links = useMemo(() => toCanvasLinks(graph, selected, progress), [graph, selected, progress])

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

  const onNodesChange = (changes: NodeChange<CanvasNode>[]) => {
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

  useReveal(graph, reveal)

  useEffect(() => {
    if (fitKey !== undefined) void flow.fitView({ ...fit, duration: 150 })
  }, [fitKey, flow])

  const deeds = useMemo(
    () => ({ onOpen: (id: string) => onSelect(() => new Set([id])), edit: editing ?? null }),
    [onSelect, editing],
  )

  const onDrop = (event: DragEvent) => {
    const dropped = event.dataTransfer.getData(dragType)
    if (!dropped || !editing) return
    event.preventDefault()
    editing.onDrop(dropped, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
  }

  return (
    <CanvasContext value={deeds}>
      <section className={styles.canvas} aria-label={label}>
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
    </CanvasContext>
  )
}

function CanvasControls({ hasMap, onMap }: { hasMap: boolean; onMap: () => void }) {
  const t = useTexts(playbookTexts)
  const flow = useReactFlow()
  return (
    <div className={styles.controls}>
      <ActionIcon aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => void flow.zoomIn({ duration: 100 })}>
        <IconPlus size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => void flow.zoomOut({ duration: 100 })}>
        <IconMinus size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('fit')} title={t('fit')} onClick={() => void flow.fitView({ ...fit, duration: 150 })}>
        <IconMaximize size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('map')} title={t('map')} aria-pressed={hasMap} onClick={onMap}>
        <IconMap size={16} />
      </ActionIcon>
    </div>
  )
}
