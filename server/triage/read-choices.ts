import type { FieldOption } from '@tocsin/contracts/custom-field.ts'
import { type Field, listFields } from '../custom-fields/index.ts'
import { Failure, type Tx } from '../platform/index.ts'

export interface Choices {
  status?: string
  type?: string | null
}

/** The options of Status, and of Type, which are those of the incidents (TRI-04, CF-17). */
export async function loadChoices(tx: Tx): Promise<{ status: Field | undefined; type: Field | undefined }> {
  const own = await listFields(tx, 'triage')
  const incidents = await listFields(tx, 'incidents')
  return {
    status: own.find((field) => field.internalName === 'status'),
    type: incidents.find((field) => field.internalName === 'type'),
  }
}

/**
 * Status and type as their lists spell them, found by label in any case or by id; the first status where none is given and
 * `former` is null. Throws `invalid_input` naming the values there are.
 */
export async function readChoices(tx: Tx, input: Choices, former: Choices | null): Promise<Choices> {
  const fields = await loadChoices(tx)
  const usual = fields.status?.defaultValue
  const status = input.status ?? (former === null && typeof usual === 'string' ? usual : undefined)
  return {
    ...(status === undefined ? {} : { status: spell('status', status, fields.status?.options, former?.status) }),
    ...(input.type === undefined
      ? {}
      : { type: input.type === null ? null : spell('type', input.type, fields.type?.options, former?.type) }),
  }
}

function spell(
  path: 'status' | 'type',
  text: string,
  options: readonly FieldOption[] = [],
  former: string | null | undefined,
): string {
  const wanted = text.trim().toLowerCase()
  const known =
    options.find((option) => option.label.toLowerCase() === wanted) ?? options.find((option) => option.id === text)
  if (known && (!known.retired || known.label === former)) return known.label
  const labels = options.filter((option) => !option.retired).map((option) => option.label)
  throw new Failure('invalid_input', `"${text}" is not a value of ${path}: ${labels.join(', ')}.`, [
    { path, message: `is not one of ${labels.join(', ')}` },
  ])
}
