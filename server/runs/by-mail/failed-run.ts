import { sql } from 'kysely'
import { z } from 'zod'
import { listUserActors } from '../../access/index.ts'
import type { Actor, Tx } from '../../platform/index.ts'
import { personOf } from '../asked-of.ts'
import type { RunContext } from '../tables.ts'

/** A run that ended with errors, and whom its graph names to be told (EXE-09). */
export interface FailedRun {
  id: string
  playbookId: string
  name: string
  status: string
  error: string | null
  test: boolean
  subject: { kind: string; id: string } | null
  about: string | null
  recipients: string[]
}

export async function findFailedRun(tx: Tx, id: string): Promise<FailedRun | null> {
  const row = await tx.sql
    .selectFrom('runs')
    .select([
      'playbook_id',
      'name',
      'status',
      'error',
      'test',
      'context',
      'subject_kind',
      'subject_id',
      mailOnError.as('recipients'),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const context = row.context as RunContext | null
  const recipients = z.array(z.string()).safeParse(row.recipients)
  return {
    id,
    playbookId: row.playbook_id,
    name: row.name,
    status: row.status,
    error: row.error,
    test: row.test,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
    about: context?.origin?.label ?? null,
    recipients: recipients.success ? recipients.data : [],
  }
}

const mailOnError = sql<unknown>`(select g.version -> 'graph' -> 'mailOnError' from run_graphs g where g.hash = runs.graph_hash)`

/** Addresses stay as they are; anything else is the name or id of a user (EXE-09). */
export async function addressesOf(
  tx: Tx,
  recipients: readonly string[],
): Promise<{ addresses: string[]; unknown: string[] }> {
  const addresses = new Map<string, string>()
  const unknown: string[] = []
  let actors: Actor[] | null = null
  for (const recipient of recipients.map((each) => each.trim()).filter((each) => each !== '')) {
    if (/^[^\s<>@,;]+@[^\s<>@,;]+$/.test(recipient)) {
      addresses.set(recipient.toLowerCase(), recipient)
      continue
    }
    actors ??= await listUserActors(tx)
    const wanted = recipient.toLowerCase()
    const meant = actors.filter((actor) => [actor.name.toLowerCase(), actor.id].includes(wanted))
    if (meant.length === 0) unknown.push(recipient)
    for (const actor of meant) {
      const person = await personOf(tx, actor)
      if (person) addresses.set(person.email.toLowerCase(), person.email)
    }
  }
  return { addresses: [...addresses.values()], unknown }
}
