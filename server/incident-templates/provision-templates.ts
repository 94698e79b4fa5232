import { sql } from 'kysely'
import type { FieldValues } from '../custom-fields/index.ts'
import type { Tx } from '../platform/index.ts'

interface ShippedTemplate {
  key: string
  name: string
  description: string
  category: string
  defaults: FieldValues
}

const shipped: ShippedTemplate[] = [
  {
    key: 'general',
    name: 'General incident',
    description: 'For incidents that people open by hand.',
    category: 'General',
    defaults: { type: ['General'], restriction: 'Medium', incident_kind: 'Suspected' },
  },
  {
    key: 'network-alert',
    name: 'Network alert',
    description: 'For alerts of intrusion detection and firewalls.',
    category: 'Network',
    defaults: { type: ['Network'], restriction: 'Medium', incident_kind: 'Suspected', tags: ['network'] },
  },
  {
    key: 'cloud-detection',
    name: 'Cloud detection',
    description: 'For detections over the logs of cloud services and identity providers.',
    category: 'Cloud',
    defaults: { type: ['Cloud'], restriction: 'Medium', incident_kind: 'Suspected', tags: ['cloud'] },
  },
]

/** Brings each shipped template once; what an administrator changed, renamed or deleted stays so. */
export async function provisionTemplates(tx: Tx): Promise<void> {
  for (const { key, name, description, category, defaults } of shipped) {
    const { tags = [], ...values } = defaults
    await sql`
      insert into incident_templates (shipped_as, name, description, category, tags, defaults)
      select ${key}, ${name}, ${description}, ${category}, ${tags}::text[], ${JSON.stringify({ ...values, tags })}::jsonb
      where not exists (
        select from incident_templates where shipped_as = ${key} or (lower(name) = lower(${name}) and deleted_at is null)
      )
    `.execute(tx.sql)
  }
}
