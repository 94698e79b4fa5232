import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject, isRecord } from '../../canonical/canonical-json.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'

/** A copy of what a graph keeps as plain data, as JSON; empty for anything that is no map. */
export function jsonRecord(value: unknown): JsonRecord {
  if (!isRecord(value)) return {}
  const copy: Json = JSON.parse(JSON.stringify(value))
  return isJsonObject(copy) ? copy : {}
}

/** Without texts that are empty and without null. */
export function filledKeys(keys: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== '' && value !== null))
}
