import type { ContentReference } from '@tocsin/contracts/fleet.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { hashOf } from '../canonical/hash.ts'

export type { ContentReference }

/** What an item needs to work where it arrives (FLT-32). */
export interface Dependency extends ContentReference {
  name: string
  /** For people: "node Check source runs its action IP Reputation". */
  why: string
}

/** One thing that can be pushed, imported and exported, in the form in which it travels (FLT-30). */
export interface ContentItem extends ContentReference {
  /** For people; the identity is `kind` and `id`. */
  name: string
  /** Revision: SHA-256 of the canonical form of `body`. */
  hash: string
  body: Json
  dependsOn: Dependency[]
}

export type ContentSummary = Pick<ContentItem, 'kind' | 'id' | 'name' | 'hash'>

/** An item with its revision counted. Throws CanonicalError for a body that is not JSON. */
export function contentItem(item: Omit<ContentItem, 'hash'>): ContentItem {
  return { ...item, hash: hashOf(item.body) }
}

/** The key of an item in maps and sets. */
export function itemKey({ kind, id }: ContentReference): string {
  return `${kind}/${id}`
}
