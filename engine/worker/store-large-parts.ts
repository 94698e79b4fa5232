import type { ActionResult, Entry, StoredResult } from '../journal/entry.ts'
import type { NewValue } from '../journal/run-store.ts'
import { storeResult } from './store-result.ts'

/** Keeps what may be large out of the journal: the list of a repeat node, the inputs of another playbook. */
export function storeLargeParts(
  entry: Entry,
  inlineBytes: number,
): { entry: Entry; stored: { value: NewValue; result: ActionResult } | null } {
  if (entry.type === 'calls-planned' && entry.items) {
    const { part, stored } = storePart(entry.items, inlineBytes)
    return { entry: { ...entry, items: part }, stored }
  }
  if (entry.type === 'wait-opened' && entry.details.kind === 'child') {
    const { part, stored } = storePart(entry.details.inputs, inlineBytes)
    return { entry: { ...entry, details: { ...entry.details, inputs: part } }, stored }
  }
  return { entry, stored: null }
}

function storePart(part: StoredResult, inlineBytes: number) {
  if (!('inline' in part)) return { part, stored: null }
  const { result, value } = storeResult(part.inline, inlineBytes)
  return { part: result, stored: value && { value, result: part.inline } }
}
