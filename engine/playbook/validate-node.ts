import { FAILURE_PORT, outPorts } from './graph.ts'
import type { ActionNode, ConditionNode, PlaybookNode, UserChoiceNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { type ActionShape, shapeOf } from './shapes.ts'
import { type CallChecks, checkCall } from './validate-call.ts'
import { isFilled } from './validate-conditions.ts'
import { checkScheduleTimes } from './validate-schedule.ts'
import { checkTask, checkWait } from './validate-wait.ts'

interface NodeChecks extends CallChecks {
  actions?: readonly ActionShape[]
}

/** What a node needs by itself: names of ports, conditions, answers, bindings, required inputs (NOD-14, NOD-23). */
export function checkNode(node: PlaybookNode, checks: NodeChecks): Problem[] {
  return [...checkPorts(node), ...checkKind(node, checks)]
}

function checkKind(node: PlaybookNode, checks: NodeChecks): Problem[] {
  switch (node.kind) {
    case 'action':
      return checkAction(node, checks.actions)
    case 'condition':
      return checkCondition(node)
    case 'user-choice':
      return checkUserChoice(node)
    case 'playbook':
    case 'repeat':
      return checkCall(node, checks)
    case 'task':
      return checkTask(node)
    case 'wait':
      return checkWait(node)
    case 'unsupported': {
      const message = `${called(node)} is a ${node.stepType}, which cannot run here; replace it by another node.`
      return [{ severity: 'error', code: 'unsupported_node', nodeId: node.id, message }]
    }
    default:
      return []
  }
}

function checkPorts(node: PlaybookNode): Problem[] {
  const ports = outPorts(node)
  const twice = ports.filter((port, index) => ports.indexOf(port) !== index || port.trim() === '')
  return twice.map((port) => {
    const what = port.trim() === '' ? 'an exit without a name' : `two exits named “${port}”`
    const hint = port === FAILURE_PORT ? ' (that name is kept for “no branch holds”)' : ''
    const message = `${called(node)} has ${what}${hint}; give each its own name.`
    return { severity: 'error', code: 'duplicate_port', nodeId: node.id, path: port, message }
  })
}

function checkAction(node: ActionNode, actions: readonly ActionShape[] | undefined): Problem[] {
  const problems: Problem[] = []
  const shape = actions && shapeOf(node, actions)
  if (actions && !shape) {
    const name = [node.integration, node.action].filter(Boolean).join(' / ')
    const message = node.action
      ? `${called(node)} uses ${name}, which is not installed; install the integration or choose another action.`
      : `${called(node)} has no action yet; choose one.`
    problems.push({ severity: 'error', code: 'unbound_action', nodeId: node.id, message })
  }
  if (!isFilled(node.resource) && shape?.needsResource !== false) {
    const message = `${called(node)} has no resource; choose one.`
    problems.push({ severity: 'warning', code: 'no_resource', nodeId: node.id, path: 'resource', message })
  }
  if (shape) problems.push(...checkInputs(node, shape), ...checkScheduleTimes(node, shape))
  return problems
}

function checkInputs(node: ActionNode, shape: ActionShape): Problem[] {
  const missing = shape.fields
    .filter((field) => field.required && !isFilled(node.inputs[field.id]))
    .map((field): Problem => {
      const message = `${called(node)} needs a value for “${field.label ?? field.id}”.`
      return { severity: 'error', code: 'missing_input', nodeId: node.id, path: `inputs.${field.id}`, message }
    })
  const known = new Set(shape.fields.map((field) => field.id))
  const unknown = Object.keys(node.inputs)
    .filter((field) => !known.has(field))
    .map((field): Problem => {
      const message = `${called(node)} gives “${field}”, which the action does not have any more; it is passed on but not read.`
      return { severity: 'warning', code: 'unknown_input', nodeId: node.id, path: `inputs.${field}`, message }
    })
  return [...missing, ...unknown]
}

function checkCondition(node: ConditionNode): Problem[] {
  if (node.branches.length === 0) {
    const message = `${called(node)} has no branch; add one with a condition.`
    return [{ severity: 'error', code: 'no_branch', nodeId: node.id, message }]
  }
  return node.branches.flatMap((branch, index): Problem[] => {
    const path = `branches.${index}`
    if (branch.conditions.length === 0) {
      const message = `The branch “${branch.name}” of ${called(node)} has no condition; add one or remove the branch.`
      return [{ severity: 'error', code: 'no_condition', nodeId: node.id, path, message }]
    }
    const problems: Problem[] = []
    if (branch.join === 'mixed') {
      const message = `The branch “${branch.name}” of ${called(node)} mixes AND and OR; choose one of them.`
      problems.push({ severity: 'error', code: 'mixed_joining', nodeId: node.id, path, message })
    }
    branch.conditions.forEach((each, at) => {
      if (isFilled(each.left)) return
      const message = `A condition of the branch “${branch.name}” of ${called(node)} has no value on its left; choose one.`
      problems.push({
        severity: 'error',
        code: 'no_left_value',
        nodeId: node.id,
        path: `${path}.conditions.${at}`,
        message,
      })
    })
    return problems
  })
}

function checkUserChoice(node: UserChoiceNode): Problem[] {
  const problems: Problem[] = []
  if (node.answers.length === 0) {
    const message = `${called(node)} has no answer; add at least one.`
    problems.push({ severity: 'error', code: 'no_answer', nodeId: node.id, path: 'answers', message })
  }
  if (node.question.trim() === '' && node.title.trim() === '') {
    const message = `${called(node)} asks nothing; write a title or a question.`
    problems.push({ severity: 'warning', code: 'no_question', nodeId: node.id, path: 'question', message })
  }
  if (node.expires && !node.answers.includes(node.expires.default)) {
    const message = `${called(node)} takes “${node.expires.default}” when time is over, which is not one of its answers.`
    problems.push({ severity: 'error', code: 'unknown_default', nodeId: node.id, path: 'expires', message })
  }
  return problems
}
