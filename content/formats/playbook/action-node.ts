import type { Conversion, InstalledContent } from './conversion.ts'
import { type ActionStep, stepName } from './exchange-playbook.ts'
import { constant, constantText, readExpression } from './expressions.ts'
import { readFailureOptions } from './failure-options.ts'
import type { GraphActionNode, GraphExpression } from './graph-document.ts'
import { type InstalledAction, matchAction, namesOf, wantedName } from './match-action.ts'

/** The action that a step means and how it is bound; what cannot be bound is told (VER-15). */
export function readActionStep(
  step: ActionStep,
  conversion: Conversion,
): Omit<GraphActionNode, 'id' | 'name' | 'position'> {
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
    else {
      const { integration, name } = found.action
      const { playbook } = conversion
      const label = constantText(resource)
      conversion.bound.push({
        playbook,
        nodeId: step.id,
        node: stepName(step),
        integration,
        action: name,
        resource: label,
      })
    }
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
    ...readFailureOptions(step, conversion),
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
export function actionExtra(step: ActionStep, action: string): Record<string, unknown> {
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
