import type { CustomField } from '@tocsin/contracts/custom-field.ts'
import { sql } from 'kysely'
import { renamedLabels } from '../custom-fields/index.ts'
import type { DomainEvent, Subscription, Tx } from '../platform/index.ts'

/** Incidents hold labels of list values, and follow when an administrator renames one (CF-03). */
export const followRenamedValues: Subscription = {
  name: 'incidents follow renamed values',
  events: ['CustomFieldUpdated'],
  within: follow,
}

async function follow(tx: Tx, event: DomainEvent): Promise<void> {
  const [before, after] = [event.before as CustomField, event.after as CustomField]
  if (after.section !== 'incidents') return
  const renamed = renamedLabels(before.options, after.options)
  if (renamed.length === 0) return
  const from = renamed.map((each) => each.from)
  const to = renamed.map((each) => each.to)
  const name = after.internalName
  // One statement over all pairs, so that two values can swap their names.
  if (name.startsWith('opt_')) {
    await sql`
      update incidents set fields = jsonb_set(fields, array[${name}], to_jsonb(pair.new))
      from unnest(${from}::text[], ${to}::text[]) as pair (old, new) where fields ->> ${name} = pair.old
    `.execute(tx.sql)
    return
  }
  const column = sql.ref(`incidents.${name}`)
  const target = sql.ref(name)
  if (name === 'type' || name === 'incident_category') {
    await sql`
      update incidents set ${target} = array(
        select coalesce(pair.new, value) from unnest(${column}) with ordinality as held (value, place)
        left join unnest(${from}::text[], ${to}::text[]) as pair (old, new) on pair.old = held.value order by place
      ) where ${column} && ${from}::text[]
    `.execute(tx.sql)
    return
  }
  await sql`
    update incidents set ${target} = pair.new
    from unnest(${from}::text[], ${to}::text[]) as pair (old, new) where ${column} = pair.old
  `.execute(tx.sql)
  if (name === 'status') {
    await sql`
      update incidents set former_status = pair.new
      from unnest(${from}::text[], ${to}::text[]) as pair (old, new) where former_status = pair.old
    `.execute(tx.sql)
  }
}
