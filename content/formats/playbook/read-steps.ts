import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { JsonRecord, RecordReader } from '../yaml/record-reader.ts'
import type {
  ExchangeBranch,
  ExchangeCondition,
  ExchangeStep,
  RepeatSettings,
  WaitSettings,
} from './exchange-playbook.ts'

/** Drawing data: made anew on export, ignored on import (formats.md 13.3). */
const drawing = ['attrs', 'ports', 'size', 'angle', 'z']

/** Reads one step of any of the outer forms. */
export function readStep(reader: RecordReader): ExchangeStep {
  const kind = kindOf(reader)
  for (const key of drawing) reader.value(key)
  reader.value('elementType')
  const position = reader.child('position')
  const aId = reader.text('a_id')
  const number = reader.number('node_number')
  const common = {
    id: reader.requiredText('id'),
    ...(aId ? { a_id: aId } : {}),
    stepType: reader.text('stepType') ?? kind,
    inPorts: reader.texts('inPorts'),
    outPorts: reader.texts('outPorts'),
    position: { x: position?.number('x') ?? 0, y: position?.number('y') ?? 0 },
    ...(number === null ? {} : { node_number: number }),
  }
  const own = readOwn(kind, reader)
  if (kind === 'unknown') reader.warn('stepType', `"${common.stepType}" is not known; the step is kept but cannot run.`)
  const drawnAs = reader.text('type')
  const unknownClass: JsonRecord = kind === 'unknown' && drawnAs ? { type: drawnAs } : {}
  return { ...own, ...common, extra: { ...reader.rest(), ...unknownClass } }
}

type Kind = ExchangeStep['kind']
type Own<Step> = Step extends ExchangeStep
  ? Omit<Step, 'id' | 'stepType' | 'inPorts' | 'outPorts' | 'position' | 'extra'>
  : never

const kindsByStepType: Record<string, Kind> = {
  start: 'start',
  end: 'end',
  action: 'action',
  condition: 'condition',
  'user-choice': 'user-choice',
  playbook: 'playbook',
  filter: 'filter',
  // Of graphs that were stored when tasks could not run.
  task: 'task',
}

const kindsByDrawing: Record<string, Kind> = {
  'devs.Start': 'start',
  'devs.End': 'end',
  'devs.Action': 'action',
  'devs.Condition': 'condition',
  'devs.UserChoice': 'user-choice',
  'devs.Playbook': 'playbook',
  'devs.Filter': 'filter',
}

function kindOf(reader: RecordReader): Kind {
  const ours = reader.child('x_node')?.text('kind')
  if (ours === 'wait' || ours === 'repeat') return ours
  const stepType = reader.text('stepType') ?? ''
  const drawn = reader.text('type') ?? ''
  const kind = Object.hasOwn(kindsByStepType, stepType)
    ? kindsByStepType[stepType]
    : stepType === '' && Object.hasOwn(kindsByDrawing, drawn)
      ? kindsByDrawing[drawn]
      : undefined
  if (kind !== 'action') return kind ?? 'unknown'
  const isTask = reader.text('actionType') === 'Task' || reader.text('actionName') === 'task'
  return isTask ? 'task' : 'action'
}

function readOwn(kind: Kind, reader: RecordReader): Own<ExchangeStep> {
  const text = (key: string) => reader.text(key) ?? ''
  const records = (key: string) => reader.list(key).map((child) => child.rest())
  const title = () => text('actionTitle').trim() || drawnName(reader)
  const bindings = () => reader.child('x_bindings')?.rest() ?? {}
  const options = () => reader.child('x_options')?.rest() ?? {}
  const readCall = () => ({
    playbook: text('playbook').trim(),
    actionTitle: title(),
    params: records('params'),
    x_options: options(),
  })
  switch (kind) {
    case 'start':
      return { kind, actionTitle: text('actionTitle'), params_source: text('params_source'), params: records('params') }
    case 'action':
      return {
        kind,
        actionType: text('actionType'),
        actionName: text('actionName'),
        actToDo: text('actToDo'),
        actionNameDisplay: text('actionNameDisplay').trim(),
        actionTitle: title(),
        actionDesc: text('actionDesc'),
        actAsset: text('actAsset'),
        actConf: reader.value('actConf') ?? {},
        authorizer: text('authorizer'),
        breakPoint: reader.flag('breakPoint', false),
        cartesian_product: reader.flag('cartesian_product', false),
        x_bindings: bindings(),
        x_options: options(),
      }
    case 'task':
      return {
        kind,
        actionType: text('actionType') || 'Task',
        actionName: text('actionName') || 'task',
        actionTitle: title(),
        title: text('title').trim(),
        desc: text('desc'),
        dueDate: reader.number('dueDate'),
        mandatory: reader.flag('mandatory', false),
        is_automatic: reader.number('is_automatic') ?? 0,
        customFields: reader.child('customFields')?.rest() ?? {},
        authorizer: text('authorizer'),
        owner: text('owner'),
        x_bindings: bindings(),
      }
    case 'condition':
      return { kind, actionTitle: title(), multiple_conditions: reader.list('multiple_conditions').map(readBranch) }
    case 'user-choice':
      // The same word as stepType; it says nothing more.
      reader.value('actionType')
      return {
        kind,
        actionTitle: title(),
        title: text('title').trim(),
        question: text('question'),
        answers: reader.has('answers') ? reader.texts('answers') : reader.texts('outPorts'),
        authorizer: text('authorizer'),
        expires: reader.flag('expires', false),
        expiresUnit: text('expiresUnit'),
        expiresValueRaw: reader.number('expiresValueRaw'),
        expiresValue: reader.number('expiresValue'),
        expiresDefault: text('expiresDefault'),
        sendMail: reader.flag('sendMail', false),
        answerBySlack: reader.flag('answerBySlack', false),
        hideAdditionalInfo: reader.flag('hideAdditionalInfo', false),
        x_bindings: bindings(),
      }
    case 'playbook':
      return { kind, ...readCall() }
    case 'repeat':
      return { kind, ...readCall(), x_node: readRepeat(reader) }
    case 'wait':
      for (const key of standIn) reader.value(key)
      return { kind, actionTitle: title(), x_node: readWait(reader) }
    case 'filter':
      return {
        kind,
        actionTitle: title(),
        source_node: text('source_node'),
        split_by: text('split_by'),
        cartesian_product: reader.flag('cartesian_product', false),
        conditions: reader.list('conditions').map(readCondition),
      }
    case 'end':
      return { kind, actionTitle: text('actionTitle') }
    case 'unknown':
      return { kind }
  }
}

/** The name in the drawing, wrapped there: steps without a title of their own show only this. */
function drawnName(reader: RecordReader): string {
  const attrs = reader.value('attrs')
  const description = isJsonObject(attrs) ? attrs['.description'] : undefined
  const name = isJsonObject(description) ? description.text : undefined
  return typeof name === 'string' ? name.replaceAll(/\s+/g, ' ').trim() : ''
}

/** Keys that a wait bears only for tools that take it for an action. */
const standIn =
  'actionType actionName actToDo actionNameDisplay actionDesc actAsset actConf authorizer breakPoint cartesian_product'.split(
    ' ',
  )

function readRepeat(reader: RecordReader): RepeatSettings {
  const own = reader.child('x_node')
  return {
    mode: own?.text('mode') ?? '',
    items: own?.value('items') ?? null,
    itemInput: own?.text('itemInput') ?? '',
    concurrency: own?.number('concurrency') ?? null,
    pauseSeconds: own?.number('pauseSeconds') ?? null,
    maxRounds: own?.number('maxRounds') ?? null,
    ...readRows(own),
  }
}

function readWait(reader: RecordReader): WaitSettings {
  const own = reader.child('x_node')
  return {
    mode: own?.text('mode') ?? '',
    duration: own?.value('duration') ?? null,
    time: own?.value('time') ?? null,
    timeoutSeconds: own?.number('timeoutSeconds') ?? null,
    ...readRows(own),
  }
}

function readRows(reader: RecordReader | null): { cartesian_product: boolean; conditions: ExchangeCondition[] } {
  return {
    cartesian_product: reader?.flag('cartesian_product', false) ?? false,
    conditions: reader?.list('conditions').map(readCondition) ?? [],
  }
}

function readBranch(reader: RecordReader): ExchangeBranch {
  return {
    port: reader.text('port') ?? '',
    cartesian_product: reader.flag('cartesian_product', false),
    conditions: reader.list('conditions').map(readCondition),
    extra: reader.rest(),
  }
}

function readCondition(reader: RecordReader): ExchangeCondition {
  const elements = reader.child('elements')
  return {
    elements: {
      sx: elements?.value('sx') ?? '',
      operator: elements?.text('operator') ?? '',
      dx: elements?.value('dx') ?? '',
    },
    logical_operator: reader.text('logical_operator') ?? 'and',
    x_bindings: reader.child('x_bindings')?.rest() ?? {},
    extra: reader.rest(),
  }
}
