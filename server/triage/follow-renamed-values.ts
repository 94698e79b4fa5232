import { customField, defaultField } from '@tocsin/contracts/custom-field.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { renamedLabels } from '../custom-fields/index.ts'
import type { Subscription, Tx } from '../platform/index.ts'

const field = z.union([customField, defaultField])

/** Events hold labels: when a value is called differently, they are too (CF-03). */
export const followRenamedValues: Subscription = {
  name: 'triage.follow-renamed-values',
  events: ['CustomFieldUpdated'],
  async within(tx, event) {
    const before = field.safeParse(event.before)
    const after = field.safeParse(event.after)
    if (!before.success || !after.success) return
    const { section, internalName, options } = after.data
    for (const { from, to } of renamedLabels(before.data.options, options)) {
      await rename(tx, section, internalName, from, to)
    }
  },
}

async function rename(tx: Tx, section: string, name: string, from: string, to: string): Promise<void> {
  if (section === 'triage' && name === 'status') {
    await tx.sql.updateTable('triage_events').set({ status: to }).where('status', '=', from).execute()
  } else if (section === 'incidents' && name === 'type') {
    await tx.sql.updateTable('triage_events').set({ type: to }).where('type', '=', from).execute()
  } else if (section === 'triage') {
    await sql`
      update triage_events set fields = jsonb_set(fields, ${[name]}::text[], ${JSON.stringify(to)}::jsonb)
      where fields ->> ${name} = ${from}
    `.execute(tx.sql)
  }
}
