import type { CustomField } from '@tocsin/contracts/custom-field.ts'
import { renamedLabels, renameIn } from '../custom-fields/index.ts'
import type { DomainEvent, Subscription, Tx } from '../platform/index.ts'
import { listTemplates } from './template-store.ts'

/** Templates hold labels of list values, and follow when an administrator renames one (CF-03). */
export const followRenamedValues: Subscription = {
  name: 'incident-templates follow renamed values',
  events: ['CustomFieldUpdated'],
  within: follow,
}

async function follow(tx: Tx, event: DomainEvent): Promise<void> {
  const [before, after] = [event.before as CustomField, event.after as CustomField]
  if (after.section !== 'incidents') return
  const renamed = renamedLabels(before.options, after.options)
  if (renamed.length === 0) return
  for (const template of await listTemplates(tx)) {
    const value = template.defaults[after.internalName]
    if (value === undefined) continue
    const defaults = { ...template.defaults, [after.internalName]: renameIn(value, renamed) }
    await tx.sql
      .updateTable('incident_templates')
      .set({ defaults: JSON.stringify(defaults) })
      .where('id', '=', template.id)
      .execute()
  }
}
