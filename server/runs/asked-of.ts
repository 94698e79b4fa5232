import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { sql } from 'kysely'
import { heldProfiles } from '../access/index.ts'
import { readIncidentScope } from '../incidents/index.ts'
import type { Actor, Tx } from '../platform/index.ts'
import { authorizerOf } from './describe-wait.ts'
import type { AskedOf, Person } from './may-answer.ts'

/** Who a wait is asked of. */
export async function askedOf(
  tx: Tx,
  details: WaitDetails,
  subject: { kind: string; id: string } | null,
): Promise<AskedOf> {
  return {
    kind: details.kind,
    authorizer: authorizerOf(details),
    ownerId: subject?.kind === 'incidents' ? await ownerOf(tx, subject.id) : null,
  }
}

async function ownerOf(tx: Tx, incidentId: string): Promise<string | null> {
  const { incident } = await readIncidentScope(tx, incidentId)
  const owner = incident.owner
  return typeof owner === 'object' && owner !== null && 'id' in owner ? String(owner.id) : null
}

/** The person behind the caller, as later nodes can refer to him (NOD-55); null for keys. A guest of the console is in no group. */
export async function personOf(tx: Tx, actor: Actor): Promise<Person | null> {
  if (actor.userId === null) return null
  const user = await tx.sql
    .selectFrom('users')
    .select(['id', 'email', 'name', heldProfiles().as('held'), groupNames.as('groups')])
    .where('id', '=', actor.userId)
    .executeTakeFirst()
  if (!user) return null
  const { held, groups, ...person } = user
  const profiles = (held ?? []).map(({ name }) => name)
  return { ...person, groups: actor.signedInFrom === null ? [...groups, ...profiles] : profiles }
}

const groupNames = sql<string[]>`array(
  select g.name from group_members m join groups g on g.id = m.group_id where m.user_id = users.id)`
