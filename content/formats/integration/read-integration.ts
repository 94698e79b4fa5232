import { isJsonObject } from '../../canonical/canonical-json.ts'
import { FormatError } from '../format-error.ts'
import type { DocumentSource } from '../yaml/document-source.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Findings, type JsonRecord, RecordReader } from '../yaml/record-reader.ts'
import type { IntegrationDefinition, ReadDefinition, ScriptLanguage } from './definition.ts'
import { connectionVocabulary, readField } from './read-fields.ts'

/**
 * Reads an integration definition (formats.md 2). Tolerant: what can be defaulted is, with a warning; unknown keys are
 * kept. Throws FormatError with line, column and key of everything that is wrong (OIF-16).
 */
export function readIntegration(file: string | Uint8Array): ReadDefinition<IntegrationDefinition> {
  const source = parseYaml(file)
  const read = integrationFrom(source)
  return { ...read, warnings: [...source.warnings, ...read.warnings] }
}

/** The same from a document that is parsed already. */
export function integrationFrom(source: DocumentSource): ReadDefinition<IntegrationDefinition> {
  const findings = new Findings(source)
  const root = rootReader(source, findings, 'integration definition')
  const script = root.child('script')
  const configuration = root.child('configuration')
  if (!script) root.error('script', '"script" with the type and the connection test is missing.')
  if (!configuration) root.warn('configuration', 'is missing; the integration has no connection fields.')
  const definition = {
    name: root.requiredText('name').trim(),
    officialName: root.text('official_name'),
    version: root.text('version') ?? '1.0',
    icon: root.text('icon'),
    language: script ? readLanguage(script) : ('python' as const),
    testCode: script?.text('test_connection_code') ?? '',
    image: root.text('docker_repo_tag') ?? '',
    localImage: root.flag('local_repo', false),
    testable: configuration?.flag('testable_connection', false) ?? false,
    proxy: configuration?.flag('require_proxy_config', false) ?? false,
    fields: configuration ? readConnectionFields(configuration) : [],
    listing: configuration ? readListing(configuration) : [],
    signature: root.text('signature'),
  }
  if (definition.image === '') root.warn('docker_repo_tag', 'is missing; the actions can only run without containers.')
  if (definition.testable && definition.testCode.trim() === '') {
    root.warn('script', 'The connection should be testable, but there is no test_connection_code.')
  }
  const unknown = { ...root.rest(), ...nested('script', script), ...nested('configuration', configuration) }
  warnOfUnknown(root, unknown)
  findings.throwErrors('integration definition')
  return { definition: { ...definition, extra: unknown }, warnings: findings.warnings }
}

/** Reads the root of a file that must be a map. */
export function rootReader(source: DocumentSource, findings: Findings, what: string): RecordReader {
  if (isJsonObject(source.value)) return new RecordReader(source, findings, [], source.value)
  const message = `The file is not an ${what}: it has no keys.`
  throw new FormatError('unreadable_file', message, [{ line: 1, column: 1, message }])
}

/** Unknown keys of a map below the root, in their place. */
export function nested(key: string, reader: RecordReader | null): JsonRecord {
  const rest = reader?.rest() ?? {}
  return Object.keys(rest).length > 0 ? { [key]: rest } : {}
}

/** Reports the keys that `root` and the maps inside of it have beyond the format. */
export function warnOfUnknown(root: RecordReader, unknown: JsonRecord): void {
  for (const key of Object.keys(unknown)) {
    const value = unknown[key]
    const inside = (key === 'script' || key === 'configuration') && isJsonObject(value) ? Object.keys(value) : null
    for (const path of inside?.map((each) => [key, each]) ?? [[key]]) {
      root.findings.warn([...root.path, ...path], 'is not a known key; it is kept but has no effect.')
    }
  }
}

const languages: Record<string, ScriptLanguage> = {
  bash: 'bash',
  sh: 'bash',
  perl: 'perl',
  powershell: 'powershell',
  pwsh: 'powershell',
  python: 'python',
  python3: 'python',
}

function readLanguage(script: RecordReader): ScriptLanguage {
  const word = script.requiredText('type').trim().toLowerCase()
  const language = Object.hasOwn(languages, word) ? languages[word] : undefined
  if (language) return language
  if (word !== '') script.error('type', `"${word}" cannot be run; use bash, perl, powershell or python.`)
  return 'python'
}

function readConnectionFields(configuration: RecordReader): IntegrationDefinition['fields'] {
  const attributes = configuration.child('data_attributes')
  if (!attributes) return []
  return attributes.keys().flatMap((id) => {
    const field = attributes.child(id)
    return field ? [readField(field, id, connectionVocabulary)] : []
  })
}

function readListing(configuration: RecordReader): IntegrationDefinition['listing'] {
  const attributes = configuration.child('listing_attributes')
  if (!attributes) return []
  return attributes.keys().flatMap((field) => {
    const column = attributes.child(field)
    return column ? [{ field, name: column.text('name') ?? field, extra: column.rest() }] : []
  })
}
