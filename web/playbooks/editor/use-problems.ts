import { type Action, listActions } from '@tocsin/contracts/integration.ts'
import { listPlaybookShapes } from '@tocsin/contracts/playbook-shape.ts'
import { type ActionShape, type PlaybookGraph, validate } from '@tocsin/engine/playbook/index.ts'
import { useDeferredValue, useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useCan } from '../../ui/index.ts'
import type { NodeMarks } from '../canvas/flow.ts'

const none: Action[] = []

/** The installed actions, and what is wrong with the graph, checked by the engine's own rules while typing (PBK-17). */
export function useProblems(graph: PlaybookGraph, self: { id: string; name: string }) {
  const enabled = useCan()('integration.access')
  const { data, isPending } = useEndpoint(listActions, undefined, { enabled })
  const actions = data?.items ?? none
  const shapes = useMemo(() => data?.items.map(shapeOf), [data])
  const callsOthers = graph.nodes.some(({ kind }) => kind === 'playbook' || kind === 'repeat')
  const playbooks = useEndpoint(listPlaybookShapes, undefined, { enabled: callsOthers }).data?.items
  const settled = useDeferredValue(graph)
  const { id, name } = self
  const problems = useMemo(
    () => validate(settled, { actions: shapes, playbooks, self: { id, name } }),
    [settled, shapes, playbooks, id, name],
  )
  const marks = useMemo(() => {
    const counted = new Map<string, NodeMarks>()
    for (const { nodeId, severity } of problems) {
      if (!nodeId) continue
      const before = counted.get(nodeId) ?? { errors: 0, warnings: 0 }
      counted.set(nodeId, {
        errors: before.errors + Number(severity === 'error'),
        warnings: before.warnings + Number(severity === 'warning'),
      })
    }
    return counted
  }, [problems])
  return { problems, marks, actions, isReady: !enabled || !isPending }
}

function shapeOf(action: Action): ActionShape {
  return {
    integration: action.integration,
    name: action.name,
    type: action.type,
    fields: action.fields.map(({ id, label, type, required }) => ({ id, label, type, required })),
    outputs: action.output.map(({ path }) => path),
    needsResource: action.needsResource,
    idempotent: false,
    ...(action.schedule ? { schedule: { ...action.schedule, exit: [], force: false } } : {}),
  }
}
