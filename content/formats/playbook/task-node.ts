import type { Json } from '@tocsin/contracts/lists.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'
import type { Conversion } from './conversion.ts'
import { stepName, type TaskStep } from './exchange-playbook.ts'
import { constant, plainText, readExpression, referenceKey } from './expressions.ts'
import { isWithin } from './failure-options.ts'
import type { GraphTaskNode } from './graph-document.ts'

type OwnNode = Omit<GraphTaskNode, 'id' | 'name' | 'position' | 'number' | 'extra'>
type OwnStep = Omit<TaskStep, 'id' | 'position' | 'inPorts' | 'outPorts'>

/** A task; `extra` is what of `customFields` means nothing here and is written back (formats.md 13.5). */
export function readTask(step: TaskStep, conversion: Conversion): OwnNode & { extra: Record<string, unknown> } {
  const { hours, priority, percentage, ...others } = step.customFields
  const number = (key: string, value: Json | undefined, most: number) => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : (value ?? null)
    if (read === null || read === '' || isWithin(read, 0, most)) return read === '' ? null : read
    return left(step, conversion, key, value, 'is not a number that a task can have')
  }
  const label = (key: string, value: Json | undefined) => {
    if (typeof value === 'string' && !isNumber(value)) return value.trim()
    if (value === undefined || value === null || value === '') return ''
    return left(step, conversion, key, value, 'is the id of a list value, which says nothing here') ?? ''
  }
  const known = {
    hours: number('hours', hours, Number.MAX_VALUE),
    percentage: percentOf(label('percentage', percentage)),
    priority: label('priority', priority),
  }
  const unread: JsonRecord = {
    ...others,
    ...(known.hours === null && isFilled(hours) ? { hours } : {}),
    ...(known.priority === '' && isFilled(priority) ? { priority } : {}),
    ...(known.percentage === null && isFilled(percentage) ? { percentage } : {}),
  }
  return {
    kind: 'task',
    title: step.title,
    description: step.desc,
    authorizer: readExpression(step.x_bindings.authorizer) ?? constant(step.authorizer),
    owner: readExpression(step.x_bindings.owner) ?? constant(step.owner),
    dueDays: number('dueDate', step.dueDate, 36_500),
    mandatory: step.mandatory,
    ...known,
    extra: {
      ...(Object.keys(unread).length > 0 ? { customFields: unread } : {}),
      ...(step.is_automatic === 0 ? {} : { is_automatic: step.is_automatic }),
    },
  }
}

function left(step: TaskStep, conversion: Conversion, key: string, value: Json | undefined, reason: string): null {
  const message = `"${key}" of the task "${stepName(step)}" ${reason} (${JSON.stringify(value)}); the default was taken.`
  conversion.warnings.push(`${conversion.playbook}: ${message}`)
  return null
}

/** Of a label such as `25%`; null for one that says no number. */
function percentOf(label: string): number | null {
  const number = Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(label)?.[1] ?? Number.NaN)
  return isWithin(number, 0, 100) ? number : null
}

function isNumber(text: string): boolean {
  return /^\s*\d+\s*$/.test(text)
}

function isFilled(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== ''
}

/** `percentage` and `priority` are written as labels, because ids of list values mean nothing elsewhere. */
export function writeTask(node: GraphTaskNode, kept: JsonRecord): OwnStep {
  const { customFields, is_automatic: automatic, ...extra } = kept
  const unread = typeof customFields === 'object' && !Array.isArray(customFields) ? customFields : null
  return {
    kind: 'task',
    stepType: 'action',
    actionType: 'Task',
    actionName: 'task',
    actionTitle: node.name,
    title: node.title,
    desc: node.description,
    dueDate: node.dueDays,
    mandatory: node.mandatory,
    is_automatic: typeof automatic === 'number' ? automatic : 0,
    customFields: {
      ...unread,
      ...(node.hours === null ? {} : { hours: node.hours }),
      ...(node.priority === '' ? {} : { priority: node.priority }),
      ...(node.percentage === null ? {} : { percentage: `${node.percentage}%` }),
    },
    authorizer: plainText(node.authorizer),
    owner: plainText(node.owner),
    x_bindings: { ...referenceKey('authorizer', node.authorizer), ...referenceKey('owner', node.owner) },
    extra,
  }
}
