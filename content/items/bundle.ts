import type { Json } from '@tocsin/contracts/lists.ts'
import { CanonicalError, canonicalJson, isRecord } from '../canonical/canonical-json.ts'
import { hashOf } from '../canonical/hash.ts'
import { FormatError } from '../formats/format-error.ts'
import type { ContentItem, Dependency } from './content-item.ts'

/** The content of a release as it travels: every item after all that it needs. Immutable; `hash` covers all items. */
export interface Bundle {
  format: 'tocsin-bundle'
  version: 1
  items: ContentItem[]
  hash: string
}

export function createBundle(items: readonly ContentItem[]): Bundle {
  return { format: 'tocsin-bundle', version: 1, items: [...items], hash: hashOf(items) }
}

/** The text of a bundle, the same for the same items. */
export function writeBundle(bundle: Bundle): string {
  return canonicalJson(bundle)
}

/**
 * A bundle that came from elsewhere, as text or already parsed. Every hash is counted again. Throws FormatError when
 * it is not a bundle, of a later version, or not what its hashes say.
 */
export function readBundle(input: unknown): Bundle {
  const value = typeof input === 'string' ? parse(input) : input
  if (!isRecord(value) || value.format !== 'tocsin-bundle' || !Array.isArray(value.items)) {
    throw new FormatError('unreadable_file', 'This is not a bundle of content.')
  }
  if (value.version !== 1) {
    throw new FormatError('unreadable_file', `The bundle has version ${String(value.version)}; this program reads 1.`)
  }
  try {
    const items = value.items.map(readItem)
    if (hashOf(items) !== value.hash) throw damaged('items')
    return { format: 'tocsin-bundle', version: 1, items, hash: value.hash }
  } catch (error) {
    if (!(error instanceof CanonicalError)) throw error
    throw new FormatError('unreadable_file', 'The bundle cannot be read.', [
      { path: error.path, message: error.message },
    ])
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FormatError('unreadable_file', 'This is not a bundle of content: it is not JSON.')
  }
}

function readItem(value: unknown, index: number): ContentItem {
  const path = `items/${index}`
  if (!isRecord(value) || !Array.isArray(value.dependsOn)) throw unreadable(path)
  const { kind, id, name, hash, body } = value
  if (!isText(kind) || !isText(id) || !isText(name) || !isText(hash) || body === undefined) throw unreadable(path)
  if (hashOf(body) !== hash) throw damaged(path)
  return {
    kind,
    id,
    name,
    hash,
    body: body as Json,
    dependsOn: value.dependsOn.map((each) => readDependency(each, path)),
  }
}

function readDependency(value: unknown, path: string): Dependency {
  if (!isRecord(value)) throw unreadable(path)
  const { kind, id, name, why } = value
  if (!isText(kind) || !isText(id) || !isText(name) || !isText(why)) throw unreadable(path)
  return { kind, id, name, why }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function unreadable(path: string): FormatError {
  return new FormatError('unreadable_file', 'The bundle cannot be read.', [
    { path, message: 'It is not a content item.' },
  ])
}

function damaged(path: string): FormatError {
  const message = 'It is not what its hash says; it was changed or damaged on the way.'
  return new FormatError('unreadable_file', 'The bundle is damaged.', [{ path, message }])
}
