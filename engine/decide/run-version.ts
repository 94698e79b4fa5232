import {
  type ActionSchedule,
  type ActionShape,
  indexGraph,
  type PlaybookGraph,
  type PlaybookNode,
  shapeOf,
  type Topology,
} from '../playbook/index.ts'

/** What a run keeps from its start to its end: the published graph and the actions as they were then (EXE-03). */
export interface RunVersion {
  graph: PlaybookGraph
  actions: ActionShape[]
  /** The playbooks that its nodes run, as they were named when it was published: a later name breaks nothing (NOD-60). */
  playbooks?: PlaybookName[]
}

export interface PlaybookName {
  id: string
  name: string
}

/** A version prepared for running; immutable and shared by all its runs. */
export interface CompiledVersion extends RunVersion {
  topology: Topology
  wholeFields(nodeId: string): readonly string[]
  /** A lost attempt may be begun again without asking; one of a schedule would be repeated anyway. */
  isIdempotent(nodeId: string): boolean
  /** Of a scheduled action (SCH-01). */
  schedule(nodeId: string): ActionSchedule | null
}

const WHOLE_FIELD_TYPES = new Set(['multilist', 'tag'])

export function compileVersion(version: RunVersion): CompiledVersion {
  const shapes = new Map(
    version.graph.nodes.flatMap((node): [string, ActionShape][] => {
      const shape = node.kind === 'action' ? shapeOf(node, version.actions) : undefined
      return shape ? [[node.id, shape]] : []
    }),
  )
  const whole = new Map(
    [...shapes].map(([id, shape]) => [
      id,
      shape.fields.filter((field) => WHOLE_FIELD_TYPES.has(field.type)).map((field) => field.id),
    ]),
  )
  return {
    ...version,
    topology: indexGraph(version.graph),
    wholeFields: (id) => whole.get(id) ?? [],
    isIdempotent: (id) => {
      const node = version.graph.nodes.find((each) => each.id === id)
      const shape = shapes.get(id)
      if (shape?.schedule) return true
      return shape?.idempotent ?? (node?.kind === 'action' && node.actionType === 'Enrichment')
    },
    schedule: (id) => shapes.get(id)?.schedule ?? null,
  }
}

/** What a node is called in errors and events. */
export function nameOf(node: PlaybookNode | undefined): string {
  return node?.name.trim() || node?.id || 'a removed node'
}
