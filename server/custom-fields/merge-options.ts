import { randomUUID } from 'node:crypto'
import type { Json } from '@tocsin/contracts'
import type { FieldOption } from '@tocsin/contracts/custom-field.ts'
import { Failure } from '../platform/index.ts'

export interface WrittenOption {
  id?: string | undefined
  label: string
  retired?: boolean | undefined
}

/**
 * The values of a list after an edit: in the written order, those that are missing retired behind them (CF-20), one
 * that was retired under the same label taken up again. Throws `wrong_state` when a shipped value is missing (CF-03).
 */
export function mergeOptions(former: readonly FieldOption[], written: readonly WrittenOption[]): FieldOption[] {
  const left = new Map(former.map((option) => [option.id, option]))
  const takeUp = (label: string) => [...left.values()].find((option) => sameLabel(option.label, label))
  const kept = written.map((option): FieldOption => {
    const known = option.id === undefined ? takeUp(option.label) : left.get(option.id)
    if (known) left.delete(known.id)
    return {
      id: known?.id ?? option.id ?? randomUUID(),
      label: option.label,
      retired: option.retired ?? false,
      shipped: known?.shipped ?? false,
    }
  })
  const shippedOne = [...left.values()].find((option) => option.shipped)
  if (shippedOne) {
    throw new Failure(
      'wrong_state',
      `The value "${shippedOne.label}" comes with the product: it can be renamed, not removed.`,
    )
  }
  const labels = new Set(kept.map((option) => option.label.toLowerCase()))
  const retired = [...left.values()]
    .filter((option) => !labels.has(option.label.toLowerCase()))
    .map((option) => ({ ...option, retired: true }))
  return [...kept, ...retired]
}

/** What records have to change because a value is called differently now: from the former label to the new one. */
export function renamedLabels(
  former: readonly FieldOption[],
  present: readonly FieldOption[],
): { from: string; to: string }[] {
  const before = new Map(former.map((option) => [option.id, option.label]))
  return present.flatMap(({ id, label }) => {
    const from = before.get(id)
    return from === undefined || from === label ? [] : [{ from, to: label }]
  })
}

/** A value of a list, or several, after its labels were renamed. */
export function renameIn(value: Json, renamed: readonly { from: string; to: string }[]): Json {
  if (Array.isArray(value)) return value.map((each) => renameIn(each, renamed))
  return renamed.find(({ from }) => from === value)?.to ?? value
}

function sameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
