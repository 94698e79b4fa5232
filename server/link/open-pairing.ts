import type { Grants } from '@tocsin/contracts/link.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { fingerprintOf, newLinkKey } from './link-key.ts'
import { newPairingCode, writePairingCode } from './pairing-code.ts'
import { sealedKeyColumns } from './pairing-store.ts'

const CODE_MINUTES = 15
const OPEN_AT_ONCE = 20

export interface OpenPairing {
  id: string
  code: string
  fingerprint: string
  expiresAt: Date
}

/** Makes a one-time code for an MSSP; without one nobody can pair with this instance (FLT-01). */
export async function openPairing(tx: Tx, actor: Actor, grants: Grants): Promise<OpenPairing> {
  const now = tx.instance.clock.now()
  await tx.sql.deleteFrom('link_pairings').where('status', '=', 'open').where('code_expires_at', '<', now).execute()
  const { open } = await tx.sql
    .selectFrom('link_pairings')
    .select((select) => select.fn.countAll<number>().as('open'))
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow()
  if (open >= OPEN_AT_ONCE) {
    throw new Failure('limit_reached', `${open} pairing codes wait already. Withdraw one or let them run out.`)
  }
  const key = newLinkKey()
  const code = newPairingCode()
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000)
  const { id } = await tx.sql
    .insertInto('link_pairings')
    .values({
      side: 'tenant',
      status: 'open',
      ...sealedKeyColumns(tx.instance, key),
      code_id: code.id,
      code_secret: tx.instance.secrets.seal(code.secret, codePlace(code.id)),
      code_expires_at: expiresAt,
      grants: JSON.stringify(grants),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const fingerprint = fingerprintOf(key.publicKey)
  await emit(tx, actor, {
    type: 'PairingCodeCreated',
    subject: { kind: 'pairings', id },
    after: { grants, fingerprint, expiresAt },
  })
  return { id, code: writePairingCode(code), fingerprint, expiresAt }
}

export function codePlace(codeId: string): string {
  return `link_pairings/${codeId}/code`
}
