import { sql } from 'kysely'
import { checkFieldValues, type FieldValues, listFields } from '../custom-fields/index.ts'
import { Failure, type Tx } from '../platform/index.ts'

/** Default values as incidents will take them (TPL-02). Throws `invalid_input` with a detail per field that does not fit. */
export async function checkDefaults(tx: Tx, defaults: FieldValues, former: FieldValues): Promise<FieldValues> {
  const fields = (await listFields(tx, 'incidents')).filter((field) => field.internalName !== 'incidentid')
  const checked = checkFieldValues(fields, defaults, { partial: true, former })
  await refuseUnknownOwner(tx, checked.owner ?? null)
  return Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== null))
}

async function refuseUnknownOwner(tx: Tx, owner: FieldValues[string]): Promise<void> {
  if (owner === null) return
  const user = await tx.sql
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`id::text = ${String(owner)}`)
    .executeTakeFirst()
  if (user) return
  throw new Failure('invalid_input', 'The owner is not a user of this instance.', [
    { path: 'defaults.owner', message: 'is not a user of this instance' },
  ])
}
