import type pg from 'pg'

/** Rows of the journal per run of the past: a run of a few steps. */
const STEPS = 4

/**
 * Puts finished runs of the past ninety days into a schema, as they would have been written: ids that grow with time,
 * fifty playbooks, most runs completed. As the owner of the tables.
 */
export async function addHistory(pool: pg.Pool, schema: string, runs: number, journal: boolean): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local search_path to ${schema}`)
    await client.query(`insert into run_graphs (hash, version) values ('past', '{"graph": {"nodes": [], "links": []}, "actions": []}')
      on conflict do nothing`)
    await client.query(
      `insert into runs (id, playbook_id, playbook_version, name, graph_hash, status, context, created_at, started_at, finished_at)
      select ${idAt('at')}, 'p' || n % 50, 1, 'Playbook ' || n % 50, 'past',
        case when n % 100 < 3 then 'failed' when n % 100 < 8 then 'completed_with_errors' else 'completed' end,
        '{"startedBy": {"kind": "api-key", "id": "past", "name": "Past"}, "version": 1, "origin": {"kind": "api", "id": null, "label": null}}',
        at, at + interval '5 ms', at + interval '2 s'
      from (select n, now() - interval '90 days' * (1 - n::float8 / $1::int) as at from generate_series(1, $1::int) n) past`,
      [runs],
    )
    if (journal) {
      await client.query(
        `insert into run_journal (run_id, seq, fence, at, entry)
        select r.id, s * 3, 1, r.started_at, '[{"type":"attempt-finished","node":"a1","round":1,"iteration":0,"attempt":1,"status":"succeeded","result":{"inline":{"output":{"verdict":"clean"}}}}]'
        from runs r, generate_series(1, ${STEPS}) s where r.graph_hash = 'past'`,
      )
    }
    await client.query('commit')
    await client.query(`analyze ${schema}.runs; analyze ${schema}.run_journal`)
    await client.query('checkpoint').catch(() => {})
  } finally {
    client.release()
  }
}

/** A UUID of version 7 for a moment, as `timeOrderedId` makes them. */
function idAt(moment: string): string {
  const hex = `lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0')`
  return `(${hex} || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid`
}
