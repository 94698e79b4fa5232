import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'
import { readGroup, writeGroup } from './condition-rows.ts'
import type { Conversion } from './conversion.ts'
import { type PlaybookStep, type RepeatStep, stepName } from './exchange-playbook.ts'
import { readExpression, writeExpression } from './expressions.ts'
import { isWithin, readFailureOptions, writeFailureOptions } from './failure-options.ts'
import type { GraphExpression, GraphNestedPlaybookNode, GraphRepeatNode } from './graph-document.ts'

type Own<Node> = Omit<Node, 'id' | 'name' | 'position' | 'number' | 'extra'> & { extra: Record<string, unknown> }
type OwnStep<Step> = Omit<Step, 'id' | 'position' | 'inPorts' | 'outPorts'>

export function readNested(step: PlaybookStep, conversion: Conversion): Own<GraphNestedPlaybookNode> {
  const { inputs, extra } = readCall(step, conversion)
  return { kind: 'playbook', playbook: step.playbook, inputs, ...readFailureOptions(step, conversion), extra }
}

export function readRepeat(step: RepeatStep, conversion: Conversion): Own<GraphRepeatNode> {
  const { x_node: settings } = step
  const { inputs, extra } = readCall(step, conversion)
  const within = (key: 'concurrency' | 'pauseSeconds' | 'maxRounds', least: number, most: number, usual: number) => {
    const value = settings[key] ?? usual
    if (isWithin(value, least, most)) return value
    const message = `"${key}" of "${stepName(step)}" should be ${least} to ${most}; ${usual} was taken.`
    conversion.warnings.push(`${conversion.playbook}: ${message}`)
    return usual
  }
  return {
    kind: 'repeat',
    playbook: step.playbook,
    inputs,
    mode: settings.mode === 'until' ? 'until' : 'items',
    items: readExpression(settings.items),
    itemInput: settings.itemInput,
    concurrency: Math.round(within('concurrency', 1, 50, 5)),
    ...readGroup(settings, step, conversion),
    pauseSeconds: within('pauseSeconds', 0, 86_400, 0),
    maxRounds: Math.round(within('maxRounds', 1, 1_000, 100)),
    ...readFailureOptions(step, conversion),
    extra,
  }
}

/** Whether the playbook that is called is there, and what is handed to it; `extra` are inputs that cannot be understood. */
function readCall(step: PlaybookStep | RepeatStep, conversion: Conversion) {
  const { playbook: name } = step
  const known = conversion.installed.playbooks
  if (name !== '' && known && !known.some((each) => each.toLowerCase() === name.toLowerCase())) {
    const reason = `The playbook ${name} is neither here nor in the file.`
    conversion.missing.push({
      ...{ playbook: conversion.playbook, nodeId: step.id, node: stepName(step) },
      ...{ kind: 'playbook', name, reason },
    })
  }
  const inputs: [string, GraphExpression][] = []
  const unread: Json[] = []
  for (const param of step.params) {
    const { name: input, value, ...more } = param
    const expression = readExpression(value)
    if (typeof input === 'string' && expression && Object.keys(more).length === 0) inputs.push([input, expression])
    else {
      unread.push(param)
      const message = `the input "${String(input ?? '')}" of "${stepName(step)}" cannot be understood.`
      conversion.warnings.push(`${conversion.playbook}: ${message}`)
    }
  }
  return { inputs: Object.fromEntries(inputs), extra: unread.length > 0 ? { params: unread } : {} }
}

export function writeNested(node: GraphNestedPlaybookNode, kept: JsonRecord): OwnStep<PlaybookStep> {
  return { kind: 'playbook', ...writeCall(node, kept) }
}

export function writeRepeat(node: GraphRepeatNode, kept: JsonRecord): OwnStep<RepeatStep> {
  return {
    kind: 'repeat',
    ...writeCall(node, kept),
    x_node: {
      mode: node.mode,
      items: node.items ? writeExpression(node.items) : null,
      itemInput: node.itemInput,
      concurrency: node.concurrency,
      pauseSeconds: node.pauseSeconds,
      maxRounds: node.maxRounds,
      ...writeGroup(node),
    },
  }
}

function writeCall(node: GraphNestedPlaybookNode | GraphRepeatNode, kept: JsonRecord) {
  const { params: unread, ...extra } = kept
  const params = Object.entries(node.inputs).map(([name, value]) => ({ name, value: writeExpression(value) }))
  return {
    stepType: 'playbook',
    playbook: node.playbook,
    actionTitle: node.name,
    params: [...params, ...(Array.isArray(unread) ? unread.filter(isJsonObject) : [])],
    x_options: writeFailureOptions(node),
    extra,
  }
}
