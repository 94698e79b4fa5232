import { createHash, randomBytes } from 'node:crypto'
import { connectMessage } from '@tocsin/contracts/link-messages.ts'
import { getProfileByName, openSession } from '../access/index.ts'
import { isGranted, lockPairing, send, takes } from '../link/index.ts'
import { emit, Failure, type Tx } from '../platform/index.ts'
import { GUEST_PROFILE } from './check-grants.ts'
import { ensureGuest } from './guest-account.ts'

const TOKEN_MS = 60_000

/** The console asks for one of its people to be let in: a token for just him, for 60 s, once (FLT-22). */
export const issueConnectToken = takes({
  kind: 'connect.request',
  from: 'console',
  grant: 'connect',
  payload: connectMessage,
  async apply(tx, pairing, { id, payload, actor }) {
    const now = tx.instance.clock.now()
    if (new Date(payload.expiresAt) < now) {
      throw new Failure('wrong_state', 'The wish to connect came too late; connect again.')
    }
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(now.getTime() + TOKEN_MS)
    await tx.sql.deleteFrom('membership_tokens').where('expires_at', '<', now).execute()
    await tx.sql
      .insertInto('membership_tokens')
      .values({
        token_hash: hashOf(token),
        pairing_id: pairing.id,
        person: JSON.stringify(payload.person),
        expires_at: expiresAt,
      })
      .execute()
    await emit(tx, actor, {
      type: 'ConnectTokenIssued',
      subject: { kind: 'pairings', id: pairing.id },
      after: { person: payload.person.name, message: id, expiresAt },
    })
    const url = `${tx.instance.url()}/connect?token=${token}`
    await send(tx, pairing.id, {
      kind: 'connect.issued',
      payload: { requestId: payload.requestId, url, expiresAt: expiresAt.toISOString() },
    })
  },
})

export interface GuestRequest {
  token: string
  remoteAddress: string | null
  userAgent: string | null
}

/** Trades a token for a session of this instance; gives the session's own token. */
export async function redeemConnectToken(tx: Tx, request: GuestRequest): Promise<string> {
  const now = tx.instance.clock.now()
  const found = await tx.sql
    .updateTable('membership_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(request.token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['pairing_id', 'person'])
    .executeTakeFirst()
  if (!found) throw new Failure('not_signed_in', 'This way in was used already or has run out. Connect again.')
  const pairing = await lockPairing(tx, found.pairing_id)
  if (pairing.status !== 'active' || !isGranted(pairing, 'connect', now)) {
    throw new Failure('not_granted', `${tx.instance.name} does not let its MSSP in any more.`)
  }
  const profile = await getProfileByName(tx, pairing.grants.connect?.profile ?? GUEST_PROFILE)
  const from = pairing.peer_name ?? 'MSSP'
  const userId = await ensureGuest(tx, { id: pairing.id, name: from }, profile.name)
  const person = found.person
  const guest = { id: `${pairing.id}/${person.id}`, name: person.name, from, profileId: profile.id }
  const { token } = await openSession(tx, {
    userId,
    remoteAddress: request.remoteAddress,
    userAgent: request.userAgent,
    guest,
  })
  await emit(
    tx,
    { kind: 'mssp', id: guest.id, name: `${person.name} (${from})` },
    {
      type: 'MsspConnected',
      subject: { kind: 'pairings', id: pairing.id },
      after: { person: person.name, profile: profile.name, remoteAddress: request.remoteAddress },
    },
  )
  return token
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
