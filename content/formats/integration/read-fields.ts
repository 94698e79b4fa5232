import type { Json } from '@tocsin/contracts/lists.ts'
import type { RecordReader } from '../yaml/record-reader.ts'
import type { DefinitionField } from './definition.ts'

/** What the two kinds of file allow in a field. */
export interface FieldVocabulary {
  types: readonly string[]
  validators: readonly string[]
}

export const connectionVocabulary: FieldVocabulary = {
  types: ['checkbox', 'list', 'number', 'password', 'text', 'textarea'],
  validators: ['host', 'integer', 'ip', 'port', 'url'],
}

export const inputVocabulary: FieldVocabulary = {
  types: 'checkbox datetime fileDetonate list multilist number tag text textarea upload'.split(' '),
  validators: 'datetime domain e-mail hash integer ipaddress ip_domain md5 port sha1 sha256 url'.split(' '),
}

/** One field; the caller has read its id. What the product does not know is kept and reported, not refused. */
export function readField(reader: RecordReader, id: string, vocabulary: FieldVocabulary): DefinitionField {
  return {
    id,
    label: reader.text('label') ?? id,
    type: readWord(reader, 'type', vocabulary.types) ?? 'text',
    required: reader.flag('required', false),
    validator: readWord(reader, 'validator', vocabulary.validators),
    default: asText(reader, 'default'),
    hint: reader.text('hint'),
    values: readValues(reader),
    incidentArtifacts: reader.flag('incident_artifacts', false),
    observables: reader.texts('observables'),
    extra: reader.rest(),
  }
}

function readWord(reader: RecordReader, key: string, known: readonly string[]): string | null {
  const word = reader.text(key)?.trim()
  if (!word) return null
  if (known.includes(word)) return word
  const meant = known.find((each) => each.toLowerCase() === word.toLowerCase())
  if (meant === undefined) reader.warn(key, `"${word}" is not known; known are ${known.join(', ')}.`)
  return meant ?? word
}

/** The choices in the order of the file; keys become text, whatever they look like (OIF-06). */
function readValues(reader: RecordReader): DefinitionField['values'] {
  const value = reader.value('values')
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return reader.texts('values').map((text) => ({ key: text, text }))
  const choices = reader.child('values')
  return choices ? choices.keys().map((key) => ({ key, text: choices.text(key) ?? key })) : []
}

/** Lists as JSON text, the form in which a script gets them (formats.md 1). */
function asText(reader: RecordReader, key: string): string | null {
  const value: Json | undefined = reader.value(key)
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : reader.text(key)
}
