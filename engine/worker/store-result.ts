import { randomUUID } from 'node:crypto'
import type { ActionResult, StoredResult } from '../journal/entry.ts'
import type { NewValue } from '../journal/run-store.ts'

/** A small result goes into the journal, a large one into a row of its own that is read when it is needed. */
export function storeResult(
  result: ActionResult,
  inlineBytes: number,
): { result: StoredResult; value: NewValue | null } {
  const body = JSON.stringify(result)
  if (body.length <= inlineBytes) return { result: { inline: result }, value: null }
  const id = randomUUID()
  const bytes = Buffer.byteLength(body)
  return { result: { stored: id, bytes }, value: { id, bytes, body } }
}
