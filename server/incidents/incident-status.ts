import type { Json } from '@tocsin/contracts'
import { type Field, shippedStatus } from '../custom-fields/index.ts'
import { Failure } from '../platform/index.ts'

/** What the value that means closed (or open) is called here. */
export function statusLabel(fields: readonly Field[], meaning: keyof typeof shippedStatus): string {
  const status = fields.find((field) => field.internalName === 'status')
  const option = status?.options.find((each) => each.id === shippedStatus[meaning])
  if (!option) throw new Error(`The status list has lost its shipped value ${meaning}.`)
  return option.label
}

/** Closing is a move of its own, with a note and a time (CLS-03), not a value to set. */
export function refuseClosedStatus(fields: readonly Field[], status: Json | undefined): void {
  const closed = statusLabel(fields, 'closed')
  if (status !== closed) return
  const message = `Status: an incident becomes ${closed} by closing it`
  throw new Failure('invalid_input', `${message}.`, [{ path: 'fields.status', message }])
}

/** The status that reopening restores: the former one if it can still be chosen (CLS-04). */
export function statusToRestore(fields: readonly Field[], former: string | null): string {
  const status = fields.find((field) => field.internalName === 'status')
  const known = status?.options.find((option) => option.label === former && !option.retired)
  return known?.label ?? statusLabel(fields, 'open')
}
