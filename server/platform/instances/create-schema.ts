import type pg from 'pg'
import { quoteIdentifier } from '../database/pool.ts'
import type { InstanceRow } from './instance-row.ts'

/** Tables that an instance's role may only append to or read: the audit trail keeps what it was given (AUD-24). */
const APPEND_ONLY = ['events']

/**
 * Makes the role and the schema of an instance, in the caller's transaction. The role can log in nowhere and owns
 * nothing; each transaction of the program drops to it.
 */
export async function createSchema(client: pg.ClientBase, row: Pick<InstanceRow, 'schema' | 'role'>): Promise<void> {
  const role = quoteIdentifier(row.role)
  const schema = quoteIdentifier(row.schema)
  const version = await client.query<{ server_version_num: string }>('show server_version_num')
  await client.query(`create role ${role} nologin noinherit`)
  const options = Number(version.rows[0]?.server_version_num) >= 160000 ? 'with inherit false, set true' : ''
  await client.query(`grant ${role} to current_user ${options}`)
  await client.query(`create schema ${schema}`)
  await client.query(`grant usage on schema ${schema} to ${role}`)
  await client.query(
    `alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${role}`,
  )
  await client.query(`alter default privileges in schema ${schema} grant usage, select on sequences to ${role}`)
  await client.query(`grant usage on schema tocsin to ${role}`)
  await client.query(`grant select, insert, update, delete on tocsin.work to ${role}`)
}

/** Takes back, after migrations, what default privileges gave too much of. */
export async function restrictAppendOnly(
  client: pg.ClientBase,
  row: Pick<InstanceRow, 'schema' | 'role'>,
): Promise<void> {
  for (const table of APPEND_ONLY) {
    await client.query(
      `revoke update, delete, truncate on ${quoteIdentifier(row.schema)}.${quoteIdentifier(table)} from ${quoteIdentifier(row.role)}`,
    )
  }
}
