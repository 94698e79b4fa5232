import { sql } from 'kysely'
import { z } from 'zod'
import type { Subscription } from '../platform/index.ts'

const renamed = z.object({ id: z.string() })

/** A field that a push made its own is known by another id from then on; rules that fill it follow (MSSP-44). */
export const followAdoptedFields: Subscription = {
  name: 'automation-rules.follow-adopted-fields',
  events: ['CustomFieldAdopted'],
  async within(tx, event) {
    const { id: before } = renamed.parse(event.before)
    const { id: after } = renamed.parse(event.after)
    await sql`
      update automation_rules set mappings = (
        select jsonb_agg(case when m -> 'to' ->> 'id' = ${before} then jsonb_set(m, '{to,id}', to_jsonb(${after}::text)) else m end order by n)
        from jsonb_array_elements(mappings) with ordinality as list (m, n)
      )
      where mappings @> jsonb_build_array(jsonb_build_object('to', jsonb_build_object('id', ${before}::text)))
    `.execute(tx.sql)
  },
}
