import { type Conversion, constant, extraKey, type InstalledContent, type UnboundAction } from './conversion.ts'
import {
  type ActionStep,
  type ExchangePlaybook,
  type ExchangeStep,
  type StartStep,
  stepName,
} from './exchange-playbook.ts'
import { constantText, readExpression } from './expressions.ts'
import type {
  GraphActionNode,
  GraphDocument,
  GraphExpression,
  GraphNode,
  GraphStartNode,
  PlaybookDescription,
} from './graph-document.ts'
import { type InstalledAction, matchAction, namesOf, wantedName } from './match-action.ts'
import { stepKeys } from './step-keys.ts'
import { conditionNode, userChoiceNode } from './to-graph-questions.ts'

export interface GraphImport {
  graph: GraphDocument
  about: PlaybookDescription
  unbound: UnboundAction[]
  warnings: string[]
}

/**
 * The graph that the engine runs. Ids, places on the canvas and unknown keys stay; steps that the engine cannot run
 * stay as `unsupported` nodes with all their keys, so that an export gives them back.
 */
export function toGraph(playbook: ExchangePlaybook, installed: InstalledContent): GraphImport {
  const conversion: Conversion = { playbook: playbook.name, installed, unbound: [], warnings: [] }
  const nodes = playbook.nodes.map((step) => toNode(step, conversion))
  const links = playbook.links.map(({ id, source, target, vertices, extra }) => ({
    id,
    source,
    target,
    ...(vertices.length > 0 ? { vertices } : {}),
    ...extraKey(extra),
  }))
  const { unbound, warnings } = conversion
  return {
    graph: { nodes, links, killOnError: playbook.killOnError },
    about: describePlaybook(playbook),
    unbound,
    warnings,
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
      const own = actionKeys(step, conversion)
      return { ...base, ...own, ...extraKey({ ...aId, ...actionExtra(step, own.action), ...extra }) }
    }
    case 'condition': {
      const own = conditionNode(step, conversion)
      return { ...base, ...own, ...extraKey({ ...aId, ...extra }) }
    }
    case 'user-choice': {
      const { extra: kept, ...own } = userChoiceNode(step)
      return { ...base, ...own, ...extraKey({ ...aId, ...kept, ...extra }) }
    }
    default: {
      const stepType = step.kind === 'unknown' ? step.stepType : step.kind
      const message = `${conversion.playbook}: "${base.name}" is a ${stepType} step, which cannot run yet; it is kept.`
      conversion.warnings.push(message)
      const { id, position, node_number, outPorts, ...keys } = stepKeys(step)
      return { ...base, kind: 'unsupported', stepType, ports: step.outPorts, extra: keys }
    }
  }
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

function actionKeys(step: ActionStep, conversion: Conversion): Omit<GraphActionNode, 'id' | 'name' | 'position'> {
  const found = matchAction(step, conversion.installed.actions)
  const action = found.match === 'one' ? found.action : null
  const bound = step.x_bindings
  const resource = readExpression(bound.resource) ?? constant(step.actAsset)
  const report = (reason: string, candidates: InstalledAction[] = []) =>
    conversion.unbound.push({
      playbook: conversion.playbook,
      nodeId: step.id,
      node: stepName(step),
      action: wantedName(step),
      reason,
      candidates,
    })
  if (found.match === 'none') report(found.reason)
  else if (found.match === 'ambiguous') {
    const names = found.candidates.map(({ integration }) => integration).join(', ')
    report(`Several integrations have this action: ${names}. Choose one.`, found.candidates)
  } else {
    const lack = lackOfResource(found.action, resource, conversion.installed)
    if (lack) report(lack)
  }
  return {
    kind: 'action',
    integration: action?.integration ?? (typeof bound.integration === 'string' ? bound.integration : ''),
    action: action?.name ?? wantedName(step),
    actionType: action?.type ?? step.actionType,
    description: step.actionDesc,
    resource,
    inputs: readInputs(step, conversion),
    manualExecution: step.breakPoint,
    authorizer: readExpression(bound.authorizer) ?? constant(step.authorizer),
    cartesian: step.cartesian_product,
  }
}

function lackOfResource(
  action: InstalledAction,
  resource: GraphExpression | null,
  { resources }: InstalledContent,
): string | null {
  if (resource === null) return action.needsResource === false ? null : 'It has no resource; choose one.'
  const label = constantText(resource)
  if (label === null || !resources) return null
  const known = resources.some((each) => each.integration === action.integration && each.label === label)
  return known ? null : `The integration ${action.integration} has no resource called ${label}.`
}

function readInputs(step: ActionStep, conversion: Conversion): Record<string, GraphExpression> {
  const inputs = step.x_bindings.inputs
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) return {}
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([field, value]) => {
      const expression = readExpression(value)
      if (expression) return [[field, expression] as const]
      conversion.warnings.push(
        `${conversion.playbook}: the input "${field}" of "${stepName(step)}" cannot be understood.`,
      )
      return []
    }),
  )
}

/** What an export could not find out by itself: names with `(n)`, and input values in a form nobody documents. */
function actionExtra(step: ActionStep, action: string): Record<string, unknown> {
  const usual = namesOf(action)
  const { actionName, actToDo, actionNameDisplay, actConf } = step
  const names = Object.entries({ actionName, actToDo, actionNameDisplay } satisfies typeof usual)
  const unusual = names.filter(([, name]) => name !== '' && !Object.values(usual).includes(name))
  const filled =
    typeof actConf === 'object' &&
    actConf !== null &&
    Object.values(actConf).some((value) => Object(value).length !== 0)
  return { ...Object.fromEntries(unusual), ...(filled ? { actConf } : {}) }
}
