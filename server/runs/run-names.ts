import { sql } from 'kysely'
import type { Tx } from '../platform/index.ts'

/** The names that runs have: one step along the index for each, however many runs there are. */
export async function readRunNames(tx: Tx): Promise<string[]> {
  const found = await sql<{ name: string }>`
    with recursive names (name) as (
      (select name from runs order by name limit 1)
      union all
      select (select r.name from runs r where r.name > names.name order by r.name limit 1)
      from names where names.name is not null
    )
    select name from names where name is not null`.execute(tx.sql)
  return found.rows.map((row) => row.name)
}
