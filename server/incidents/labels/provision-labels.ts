import { sql } from 'kysely'
import type { Tx } from '../../platform/index.ts'

/** An instance is never without a default label. */
export async function provisionLabels(tx: Tx): Promise<void> {
  await sql`
    insert into labels (name, description, pattern, is_default, shipped)
    select 'Standard', 'INC, year and number within the year', 'INC-[=YEAR]-[=COUNTERYEAR]', true, true
    where not exists (select from labels where is_default)
  `.execute(tx.sql)
}
