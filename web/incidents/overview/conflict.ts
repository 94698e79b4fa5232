import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { inputValues, sameValue } from '../../custom-fields/index.ts'

type Values = Record<string, Json>

export interface FieldConflict {
  field: FieldDescription
  base: Json
  theirs: Json
  mine: Json
}

/**
 * What two people did to the same incident since one of them began to edit (IDT-11). `merged` are changes of the
 * other one alone, taken as they are; `conflicts` are fields that both changed, to different values.
 */
export function compareVersions(fields: FieldDescription[], base: Values, theirs: Values, mine: Values) {
  const [was, is] = [inputValues(fields, base), inputValues(fields, theirs)]
  const merged: FieldDescription[] = []
  const conflicts: FieldConflict[] = []
  for (const field of fields) {
    const name = field.internalName
    if (field.readOnly || sameValue(was[name], is[name])) continue
    if (sameValue(was[name], mine[name])) merged.push(field)
    else if (!sameValue(is[name], mine[name])) {
      conflicts.push({ field, base: was[name] ?? null, theirs: is[name] ?? null, mine: mine[name] ?? null })
    }
  }
  return { merged, conflicts }
}
