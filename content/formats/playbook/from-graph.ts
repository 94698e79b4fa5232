import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject, isRecord } from '../../canonical/canonical-json.ts'
import { jsonSource } from '../yaml/json-source.ts'
import { Findings, type JsonRecord, RecordReader } from '../yaml/record-reader.ts'
import type { ActionStep, ExchangePlaybook, ExchangeStep } from './exchange-playbook.ts'
import { constantText, referenceKey, writeExpression } from './expressions.ts'
import { conditionStep, userChoiceStep } from './from-graph-questions.ts'
import type {
  GraphActionNode,
  GraphDocument,
  GraphExpression,
  GraphNode,
  PlaybookDescription,
} from './graph-document.ts'
import { meansAction, namesOf } from './match-action.ts'
import { readStep } from './read-steps.ts'

export interface ExportOptions {
  /** Write the labels of resources too. Off by default: resources do not leave an instance (VER-15). */
  resourceLabels?: boolean
}

/** The exchange form of a graph, the reverse of `toGraph`. What the files have no key for goes to `x_bindings`. */
export function fromGraph(
  graph: GraphDocument,
  about: PlaybookDescription,
  options: ExportOptions = {},
): ExchangePlaybook {
  const { mail_on_error: mailOnError = {}, nested, ...extra } = asJson(about.extra)
  return {
    name: about.name,
    updatedName: null,
    description: about.description,
    tags: [...about.tags],
    type: about.type,
    isEnabled: about.isEnabled,
    isDeleted: false,
    nested: nested === true,
    killOnError: graph.killOnError,
    mailOnError,
    nodes: graph.nodes.map((node, index) => toStep(node, index + 1, options)),
    links: graph.links.map(({ id, source, target, vertices = [], extra }) => ({
      id,
      source,
      target,
      vertices,
      extra: asJson(extra),
    })),
    extra,
  }
}

function toStep(node: GraphNode, number: number, options: ExportOptions): ExchangeStep {
  const { a_id: aId, ...extra } = asJson(node.extra)
  const base = {
    id: node.id,
    ...(typeof aId === 'string' ? { a_id: aId } : {}),
    position: node.position,
    node_number: node.number ?? number,
  }
  const entry = { inPorts: ['in'], outPorts: ['out'] }
  switch (node.kind) {
    case 'start': {
      const { params_source: source, ...rest } = extra
      const params = node.params.map(({ extra: more, ...param }) => ({ ...asJson(param), ...asJson(more) }))
      const paramsSource = typeof source === 'string' ? source : node.paramsSource
      return {
        ...base,
        kind: 'start',
        stepType: 'start',
        params_source: paramsSource,
        params,
        ...entry,
        inPorts: [],
        extra: rest,
      }
    }
    case 'end':
      return { ...base, kind: 'end', stepType: 'end', ...entry, outPorts: [], extra }
    case 'action':
      return { ...base, ...entry, ...actionStep(node, extra, options) }
    case 'condition':
      return { ...base, ...conditionStep(node), extra }
    case 'user-choice':
      return { ...base, ...userChoiceStep(node, extra) }
    case 'unsupported':
      return { ...readKept({ ...asJson(node.extra), id: node.id }), ...base, outPorts: node.ports }
  }
}

type Own<Step> = Omit<Step, 'id' | 'position' | 'inPorts' | 'outPorts'>

function actionStep(node: GraphActionNode, kept: JsonRecord, options: ExportOptions): Own<ActionStep> {
  const { actionName, actToDo, actionNameDisplay, actConf, ...extra } = kept
  const usual = namesOf(node.action)
  // Names with `(n)` stay as they came, as long as they still mean this action.
  const named = (given: Json | undefined, name: string) =>
    typeof given === 'string' && meansAction(given, node.action) ? given : name
  const label = constantText(node.resource)
  const resource = label === null || options.resourceLabels ? node.resource : null
  return {
    kind: 'action',
    stepType: 'action',
    actionType: node.actionType,
    actionName: named(actionName, usual.actionName),
    actToDo: named(actToDo, usual.actToDo),
    actionNameDisplay: named(actionNameDisplay, usual.actionNameDisplay),
    actionTitle: node.name,
    actionDesc: node.description,
    actAsset: constantText(resource) ?? '',
    actConf: actConf ?? { opt_fields: [], required_fields: [], optSwitch_fields: [] },
    authorizer: constantText(node.authorizer) ?? '',
    breakPoint: node.manualExecution,
    cartesian_product: node.cartesian,
    x_bindings: actionBindings(node, resource),
    extra,
  }
}

function actionBindings(node: GraphActionNode, resource: GraphExpression | null): JsonRecord {
  const inputs = Object.entries(node.inputs).map(([field, value]): [string, Json] => [field, writeExpression(value)])
  return {
    // A file that names only the action, and that nobody has bound, stays as it is.
    ...(node.integration === '' ? {} : { integration: node.integration, action: node.action }),
    ...referenceKey('resource', resource),
    ...referenceKey('authorizer', node.authorizer),
    ...(inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : {}),
  }
}

/** A step that the graph kept without understanding it. */
function readKept(keys: JsonRecord): ExchangeStep {
  const source = jsonSource(keys)
  return readStep(new RecordReader(source, new Findings(source), [], keys))
}

function asJson(value: Record<string, unknown> | undefined): JsonRecord {
  if (!isRecord(value)) return {}
  const copy: Json = JSON.parse(JSON.stringify(value))
  return isJsonObject(copy) ? copy : {}
}
