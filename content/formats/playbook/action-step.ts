import type { Json } from '@tocsin/contracts/lists.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'
import type { ActionStep } from './exchange-playbook.ts'
import { constantText, plainText, referenceKey, writeExpression } from './expressions.ts'
import { writeFailureOptions } from './failure-options.ts'
import type { GraphActionNode, GraphExpression } from './graph-document.ts'
import { meansAction, namesOf } from './match-action.ts'

type Own<Step> = Omit<Step, 'id' | 'position' | 'inPorts' | 'outPorts'>

/** The step of an action. Labels of resources stay away unless asked for (VER-15). */
export function writeActionStep(node: GraphActionNode, kept: JsonRecord, resourceLabels: boolean): Own<ActionStep> {
  const { actionName, actToDo, actionNameDisplay, actConf, ...extra } = kept
  const usual = namesOf(node.action)
  // Names with `(n)` stay as they came, as long as they still mean this action.
  const named = (given: Json | undefined, name: string) =>
    typeof given === 'string' && meansAction(given, node.action) ? given : name
  const label = constantText(node.resource)
  const resource = label === null || resourceLabels ? node.resource : null
  return {
    kind: 'action',
    stepType: 'action',
    actionType: node.actionType,
    actionName: named(actionName, usual.actionName),
    actToDo: named(actToDo, usual.actToDo),
    actionNameDisplay: named(actionNameDisplay, usual.actionNameDisplay),
    actionTitle: node.name,
    actionDesc: node.description,
    actAsset: plainText(resource),
    actConf: actConf ?? { opt_fields: [], required_fields: [], optSwitch_fields: [] },
    authorizer: plainText(node.authorizer),
    breakPoint: node.manualExecution,
    cartesian_product: node.cartesian,
    x_bindings: actionBindings(node, resource),
    x_options: writeFailureOptions(node),
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
