import { type ActionType, actionTypes } from '@tocsin/contracts/integration.ts'
import { referencedFile } from '../archive/file-reference.ts'
import type { DocumentSource } from '../yaml/document-source.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Findings, type RecordReader } from '../yaml/record-reader.ts'
import type { ActionDefinition, ActionSchedule, ActionTrigger, ReadDefinition } from './definition.ts'
import { inputVocabulary, readField } from './read-fields.ts'
import { nested, rootReader, warnOfUnknown } from './read-integration.ts'

/** An action file; `integrationFile` is the file that the archive form refers to (formats.md 5), else null. */
export interface ReadAction extends ReadDefinition<ActionDefinition> {
  integrationFile: string | null
}

const hooks = [
  'addObservableArtifact addObservableDomain addObservableIp addObservableMail addObservableUrl addObservableUserDetail',
  'approveTask closeTask createTask reassignTask taskCustomAction updateTask discardEvent grabEvent reassignEvent',
  'closeIncident incidentCustomAction newIncident updateIncident webhook',
].flatMap((line) => line.split(' '))

/**
 * Reads an action definition (formats.md 3), plain or in the wrapped form of archives. Tolerant like readIntegration;
 * throws FormatError with line, column and key of everything that is wrong (OIF-16).
 */
export function readAction(file: string | Uint8Array): ReadAction {
  const source = parseYaml(file)
  const read = actionFrom(source)
  return { ...read, warnings: [...source.warnings, ...read.warnings] }
}

/** The same from a document that is parsed already. */
export function actionFrom(source: DocumentSource): ReadAction {
  const findings = new Findings(source)
  const outer = rootReader(source, findings, 'action definition')
  const wrapped = outer.has('action') && !outer.has('script') ? outer.child('action') : null
  const root = wrapped ?? outer
  const script = root.child('script')
  if (!script) root.error('script', '"script" with the code is missing.')
  const type = readType(root)
  const definition = {
    integration: root.requiredText('integration').trim(),
    name: root.requiredText('name').trim(),
    type,
    code: script?.requiredText('code') ?? '',
    fields: readInputs(root),
    output: readOutput(root),
    tableView: readTable(root),
    useInTriage: root.flag('use_in_triage', false),
    preview: {
      html: root.text('src_doc'),
      url: root.text('url_preview'),
      png: root.text('image_base64_png'),
      jpg: root.text('image_base64_jpg'),
    },
    schedule: type === 'Scheduled' ? readSchedule(root) : null,
    trigger: type === 'Trigger' ? readTrigger(root) : null,
    signature: root.text('signature'),
  }
  const unknown = { ...root.rest(), ...nested('script', script) }
  warnOfUnknown(root, unknown)
  const integrationFile = wrapped ? referencedFile(outer.text('integration')) : null
  findings.throwErrors('action definition')
  return { definition: { ...definition, extra: unknown }, integrationFile, warnings: findings.warnings }
}

function readType(root: RecordReader): ActionType {
  const word = root.requiredText('type').trim()
  const type = actionTypes.find((each) => each.toLowerCase() === word.toLowerCase())
  if (type) return type
  if (word !== '') root.error('type', `"${word}" is not a type of action; use one of ${actionTypes.join(', ')}.`)
  return 'Custom'
}

function readInputs(root: RecordReader): ActionDefinition['fields'] {
  const seen = new Set<string>()
  return root.children('fields').flatMap((field) => {
    const id = field.requiredText('id').trim()
    if (seen.has(id)) {
      field.warn('id', `"${id}" is the id of a field above already; this one was left out.`)
      return []
    }
    seen.add(id)
    return [readField(field, id, inputVocabulary)]
  })
}

function readOutput(root: RecordReader): ActionDefinition['output'] {
  return root.children('output').flatMap((output) => {
    const path = output.text('path')
    if (path === null) {
      output.warn('path', 'is missing; this result cannot be selected and was left out.')
      return []
    }
    const example = output.value('example')
    return [
      {
        path,
        type: output.text('type'),
        example: typeof example === 'object' && example !== null ? JSON.stringify(example) : output.text('example'),
        description: output.text('description'),
        extra: output.rest(),
      },
    ]
  })
}

function readTable(root: RecordReader): ActionDefinition['tableView'] {
  return root.children('table_view').flatMap((column) => {
    const path = column.text('value')
    if (path === null) {
      column.warn('value', 'is missing; this column was left out.')
      return []
    }
    const link = column.value('type') === 'link'
    return [{ name: column.text('display_name') ?? path, path, link, extra: withoutLink(column, link) }]
  })
}

/** A type other than `link` means nothing (OIF-11), but is written back. */
function withoutLink(column: RecordReader, link: boolean) {
  const type = column.value('type')
  return link || type === undefined ? column.rest() : { ...column.rest(), type }
}

function readSchedule(root: RecordReader): ActionSchedule {
  const [times] = root.children('scheduled')
  const [exit] = root.children('exit_condition')
  const execution = root.text('re-execution')
  if (!times) root.error('scheduled', 'A scheduled action needs "scheduled" with the time between its runs.')
  return {
    every: times?.requiredText('every') ?? '',
    expire: times?.text('expire') ?? null,
    exit: exit ? { path: exit.requiredText('path'), values: exit.texts('string'), extra: exit.rest() } : null,
    force: execution === 'force',
    extra: times?.rest() ?? {},
  }
}

function readTrigger(root: RecordReader): ActionTrigger {
  const given = root.texts('hook')
  if (given.length === 0) root.error('hook', 'A trigger needs at least one hook.')
  for (const hook of given) {
    if (!hooks.includes(hook)) root.warn('hook', `"${hook}" is not a known hook; it never fires.`)
  }
  return {
    hooks: given,
    checkNotNullField: root.text('check_not_null_field'),
    showModal: root.flag('show_modal', true),
  }
}
