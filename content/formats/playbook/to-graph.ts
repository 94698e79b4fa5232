import { actionExtra, readActionStep } from './action-node.ts'
import {
  type BoundAction,
  type Conversion,
  extraKey,
  type InstalledContent,
  type MissingPart,
  type UnboundAction,
} from './conversion.ts'
import { type ExchangePlaybook, type ExchangeStep, type StartStep, stepName } from './exchange-playbook.ts'
import { readFilter } from './filter-node.ts'
import type { GraphDocument, GraphNode, GraphStartNode, PlaybookDescription } from './graph-document.ts'
import { recipientsOf } from './mail-on-error.ts'
import { readNested, readRepeat } from './nested-node.ts'
import { stepKeys } from './step-keys.ts'
import { readTask } from './task-node.ts'
import { conditionNode, userChoiceNode } from './to-graph-questions.ts'
import { readWait } from './wait-node.ts'

export interface GraphImport {
  graph: GraphDocument
  about: PlaybookDescription
  bound: BoundAction[]
  unbound: UnboundAction[]
  missing: MissingPart[]
  warnings: string[]
}

/**
 * The graph that the engine runs. Ids, places on the canvas and unknown keys stay; steps that the engine cannot run
 * stay as `unsupported` nodes with all their keys, so that an export gives them back.
 */
export function toGraph(playbook: ExchangePlaybook, installed: InstalledContent): GraphImport {
  const conversion: Conversion = {
    playbook: playbook.name,
    installed,
    bound: [],
    unbound: [],
    missing: [],
    warnings: [],
  }
  const nodes = playbook.nodes.map((step) => toNode(step, conversion))
  const links = playbook.links.map(({ id, source, target, vertices, extra }) => ({
    id,
    source,
    target,
    ...(vertices.length > 0 ? { vertices } : {}),
    ...extraKey(extra),
  }))
  const { bound, unbound, missing, warnings } = conversion
  const { killOnError, mailOnError } = playbook
  return {
    graph: { nodes, links, killOnError, mailOnError: recipientsOf(mailOnError) },
    about: describePlaybook(playbook),
    ...{ bound, unbound, missing, warnings },
  }
}

function describePlaybook({ name, description, tags, type, isEnabled, mailOnError, nested, extra }: ExchangePlaybook) {
  const mail = typeof mailOnError === 'object' && mailOnError !== null && Object.keys(mailOnError).length > 0
  const kept = { ...extra, ...(mail ? { mail_on_error: mailOnError } : {}), ...(nested ? { nested } : {}) }
  return { name, description, tags, type, isEnabled, ...extraKey(kept) }
}

function toNode(step: ExchangeStep, conversion: Conversion): GraphNode {
  const { extra } = step
  const base = {
    id: step.id,
    name: stepName(step),
    ...(step.node_number === undefined ? {} : { number: step.node_number }),
    position: step.position,
  }
  const aId = step.a_id === undefined ? {} : { a_id: step.a_id }
  switch (step.kind) {
    case 'start':
      return { ...base, ...startKeys(step), ...extraKey({ ...aId, ...sourceExtra(step), ...extra }) }
    case 'end':
      return { ...base, kind: 'end', ...extraKey({ ...aId, ...extra }) }
    case 'action': {
      const own = readActionStep(step, conversion)
      return { ...base, ...own, ...extraKey({ ...aId, ...actionExtra(step, own.action), ...extra }) }
    }
    case 'condition': {
      const own = conditionNode(step, conversion)
      return { ...base, ...own, ...extraKey({ ...aId, ...extra }) }
    }
    case 'filter':
      return { ...base, ...readFilter(step, conversion), ...extraKey({ ...aId, ...extra }) }
    case 'wait':
      return { ...base, ...readWait(step, conversion), ...extraKey({ ...aId, ...extra }) }
    case 'user-choice':
      return withExtra(base, userChoiceNode(step), { ...aId, ...extra })
    case 'task':
      return withExtra(base, readTask(step, conversion), { ...aId, ...extra })
    case 'playbook':
      return withExtra(base, readNested(step, conversion), { ...aId, ...extra })
    case 'repeat':
      return withExtra(base, readRepeat(step, conversion), { ...aId, ...extra })
    case 'unknown': {
      const { stepType } = step
      const message = `${conversion.playbook}: "${base.name}" is a ${stepType} step, which cannot run here; it is kept.`
      conversion.warnings.push(message)
      const { id, position, node_number, outPorts, ...keys } = stepKeys(step)
      return { ...base, kind: 'unsupported', stepType, ports: step.outPorts, extra: keys }
    }
  }
}

/** `own` brings what it could not understand, which stands before the unknown keys of the file. */
function withExtra<Base, Own extends { extra: Record<string, unknown> }>(
  base: Base,
  { extra: kept, ...own }: Own,
  extra: Record<string, unknown>,
) {
  return { ...base, ...own, ...extraKey({ ...kept, ...extra }) }
}

const sources = ['', 'insight', 'entity', 'alert', 'json'] as const

function startKeys(step: StartStep): Pick<GraphStartNode, 'kind' | 'paramsSource' | 'params'> {
  const params = step.params.flatMap(({ path, example, ...extra }) => {
    if (typeof path !== 'string') return []
    return [{ path, ...(typeof example === 'string' ? { example } : {}), ...extraKey(extra) }]
  })
  return { kind: 'start', paramsSource: sources.find((each) => each === step.params_source) ?? '', params }
}

function sourceExtra({ params_source }: StartStep): Record<string, unknown> {
  return sources.some((each) => each === params_source) ? {} : { params_source }
}
