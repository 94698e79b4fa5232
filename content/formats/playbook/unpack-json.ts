import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import { FormatError, insideFile } from '../format-error.ts'
import { parseJson } from '../yaml/json-source.ts'

/** Keys of nodes and links that hold lists and maps; Terraform knows only maps of texts there. */
const structured = new Set(
  'inPorts outPorts position attrs ports size actConf customFields multiple_conditions conditions answers params source target vertices router connector x_bindings x_options x_node'.split(
    ' ',
  ),
)

/** Nodes and links that are JSON in text, whole or key by key, as Terraform's `jsonencode` writes them. */
export function unpackJson(value: Json): Json {
  if (!isJsonObject(value)) return value
  const unpacked = { ...value }
  for (const key of ['nodes', 'links']) {
    const given = value[key]
    const list = typeof given === 'string' && given.trim() !== '' ? parseText(key, given) : given
    if (Array.isArray(list)) unpacked[key] = list.map((item, index) => unpackKeys(item, `${key}.${index}`))
    else if (list !== undefined) unpacked[key] = list
  }
  return unpacked
}

function unpackKeys(item: Json, path: string): Json {
  if (!isJsonObject(item)) return item
  const unpacked = { ...item }
  for (const [key, text] of Object.entries(item)) {
    const isPacked = structured.has(key) && typeof text === 'string' && /^\s*[{[]/.test(text)
    if (isPacked) unpacked[key] = parseText(`${path}.${key}`, text)
  }
  return unpacked
}

function parseText(path: string, text: string): Json {
  try {
    return parseJson(text).value
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError(error.code, `The JSON in "${path}" cannot be read: ${error.message}`, insideFile(path, error))
  }
}
