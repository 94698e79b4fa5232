import type { ActorRef } from '@tocsin/contracts'
import type { Responder } from '@tocsin/engine/journal/entry.ts'
import type { Tx } from '../platform/index.ts'

/** Who answered, as later nodes can refer to him (NOD-55). */
export function describeResponder(given: { id: string; name: string; email?: string }): Responder {
  const [firstName = '', ...rest] = given.name.split(' ')
  return { id: given.id, email: given.email ?? '', firstName, lastName: rest.join(' ') }
}

/** The same for whoever caused an event. */
export async function responderOf(tx: Tx, actor: ActorRef): Promise<Responder> {
  const user =
    actor.kind === 'user'
      ? await tx.sql.selectFrom('users').select(['id', 'email', 'name']).where('id', '=', actor.id).executeTakeFirst()
      : undefined
  return describeResponder(user ?? actor)
}
