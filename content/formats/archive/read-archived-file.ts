import { isJsonObject } from '../../canonical/canonical-json.ts'
import { FormatError } from '../format-error.ts'
import type { IntegrationDefinition, ReadDefinition } from '../integration/definition.ts'
import { actionFrom, type ReadAction } from '../integration/read-action.ts'
import { integrationFrom, rootReader } from '../integration/read-integration.ts'
import { looksLikePlaybook, playbookFrom, type ReadPlaybook, readPlaybookJson } from '../playbook/read-playbook.ts'
import type { DocumentSource } from '../yaml/document-source.ts'
import { partOf } from '../yaml/json-source.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Findings } from '../yaml/record-reader.ts'
import type { ArchivedField } from './archive-content.ts'
import type { PackedFile } from './archive-limits.ts'
import { referencedFile } from './file-reference.ts'

/** What one file holds, with references to other files still as names. */
export type FoundFile = { file: string; warnings: string[] } & (
  | { holds: 'integration'; read: ReadDefinition<IntegrationDefinition> }
  | { holds: 'action'; read: ReadAction }
  | { holds: 'playbook'; read: ReadPlaybook }
  | { holds: 'field'; field: ArchivedField }
  | {
      holds: 'list-value'
      value: string
      fieldFile: string | null
      extra: Record<string, never> | ArchivedField['extra']
    }
  | { holds: 'nothing' }
)

/** Reads one file by what it holds; the name decides only where the content leaves doubt. Throws FormatError. */
export function readArchivedFile({ name, content }: PackedFile): FoundFile[] {
  if (/\.ya?ml$/i.test(name)) return [readYaml(name, content)]
  if (/\.json$/i.test(name) || looksLikeJson(content)) return readJson(name, content)
  if (name.includes('.')) return [ignored(name)]
  return [readYaml(name, content)]
}

function readJson(file: string, content: Uint8Array): FoundFile[] {
  return readPlaybookJson(content).map((read) => ({ file, holds: 'playbook', read, warnings: read.warnings }))
}

function readYaml(file: string, content: Uint8Array): FoundFile {
  const source = parseYaml(content)
  const found = readDocument(file, source)
  return { ...found, warnings: [...source.warnings, ...found.warnings] }
}

function readDocument(file: string, whole: DocumentSource): FoundFile {
  const source = unwrapped(whole)
  const { value } = source
  const type = /\.([a-z]+)\.ya?ml$/i.exec(file)?.[1]?.toLowerCase()
  if (type === 'imsfield') return readField(file, source)
  if (type === 'imslistvalue') return readListValue(file, source)
  if (type === 'playbook' || looksLikePlaybook(value)) {
    const read = playbookFrom(source)
    return { file, holds: 'playbook', read, warnings: read.warnings }
  }
  const keys = isJsonObject(value) ? value : {}
  if (type === 'action' || isJsonObject(keys.action) || 'integration' in keys) {
    const read = actionFrom(source)
    return { file, holds: 'action', read, warnings: read.warnings }
  }
  if (type === 'integration' || 'script' in keys || 'docker_repo_tag' in keys) {
    const read = integrationFrom(source)
    return { file, holds: 'integration', read, warnings: read.warnings }
  }
  const message = 'It is neither an integration, an action nor a playbook: it has none of their keys.'
  throw new FormatError('unreadable_file', message, [{ line: 1, column: 1, message }])
}

/** Some tools wrap a playbook as archives wrap actions. */
function unwrapped(source: DocumentSource): DocumentSource {
  const inner = isJsonObject(source.value) ? source.value.playbook : undefined
  return inner !== undefined && looksLikePlaybook(inner) ? partOf(source, ['playbook'], inner) : source
}

function readField(file: string, source: DocumentSource): FoundFile {
  const findings = new Findings(source)
  const root = rootReader(source, findings, 'custom field')
  const field = {
    name: root.requiredText('name').trim(),
    idField: root.text('id_field') ?? 'incidents',
    type: root.text('type'),
    extra: root.rest(),
  }
  findings.throwErrors('custom field')
  return { file, holds: 'field', field, warnings: findings.warnings }
}

function readListValue(file: string, source: DocumentSource): FoundFile {
  const findings = new Findings(source)
  const root = rootReader(source, findings, 'list value')
  const value = root.requiredText('value').trim()
  const fieldFile = referencedFile(root.text('ims_field_id'))
  findings.throwErrors('list value')
  return { file, holds: 'list-value', value, fieldFile, extra: root.rest(), warnings: findings.warnings }
}

function looksLikeJson(content: Uint8Array): boolean {
  const start = new TextDecoder()
    .decode(content.subarray(0, 200))
    .replace(/^\uFEFF/, '')
    .trimStart()
  return start.startsWith('{') || start.startsWith('[')
}

function ignored(file: string): FoundFile {
  return { file, holds: 'nothing', warnings: ['is neither YAML nor JSON and was left out.'] }
}
