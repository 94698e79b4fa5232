import { randomBytes } from 'node:crypto'
import { changeUser, createUser } from '../access/index.ts'
import { type Actor, machineActor, type Tx } from '../platform/index.ts'

const membershipActor = machineActor({ kind: 'system', id: 'membership', name: 'MSSP connect' }, [])

/**
 * The account here that carries the sessions of an MSSP's staff (FLT-22). Nobody knows its password; an administrator
 * who locks it locks them out.
 */
export async function ensureGuest(tx: Tx, pairing: { id: string; name: string }, profile: string): Promise<string> {
  const known = await findGuest(tx, pairing.id)
  if (known) {
    await changeUser(tx, membershipActor, known, { profile })
    return known
  }
  const user = await createUser(tx, membershipActor, {
    email: `${pairing.id}@mssp.invalid`,
    name: `Staff of ${pairing.name}`,
    profile,
    password: randomBytes(32).toString('base64url'),
  })
  await tx.sql.insertInto('membership_guests').values({ pairing_id: pairing.id, user_id: user.id }).execute()
  return user.id
}

/** Ends all sessions of the MSSP's staff at once; new ones can begin where `connect` is still granted. */
export async function endGuestSessions(tx: Tx, actor: Actor, pairingId: string, granted: boolean): Promise<void> {
  const guest = await findGuest(tx, pairingId)
  if (!guest) return
  await changeUser(tx, actor, guest, { active: false })
  if (granted) await changeUser(tx, actor, guest, { active: true })
}

async function findGuest(tx: Tx, pairingId: string): Promise<string | null> {
  const found = await tx.sql
    .selectFrom('membership_guests')
    .select('user_id')
    .where('pairing_id', '=', pairingId)
    .executeTakeFirst()
  return found?.user_id ?? null
}
