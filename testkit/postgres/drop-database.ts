import type pg from 'pg'

/**
 * Ends the connections of this role to a database and drops it. Not `with (force)`: an ordinary role may not end a
 * vacuum worker, which PostgreSQL itself sends away when there is nobody else.
 */
export async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = $1 and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    [name],
  )
  await client.query(`drop database if exists ${name}`)
}
