import type { ContentReference, MergePolicy, ValuePath } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../platform/index.ts'
import type { HeldContentTable } from './tables.ts'

export type HeldContent = Selectable<HeldContentTable>

/** What a console last pushed of an item; undefined before its first push. */
export async function findHeld(tx: Tx, pairingId: string, item: ContentReference): Promise<HeldContent | undefined> {
  return tx.sql
    .selectFrom('membership_content')
    .selectAll()
    .where('pairing_id', '=', pairingId)
    .where('kind', '=', item.kind)
    .where('content_id', '=', item.id)
    .executeTakeFirst()
}

/** How an item of a console is merged here: over what it pushed last, with what it accepted. */
export function mergeOptions(
  held: HeldContent | undefined,
  policy: MergePolicy,
): { policy: MergePolicy; base?: Json; overridable?: readonly ValuePath[] } {
  return held === undefined ? { policy } : { policy, base: held.base, overridable: held.accepted }
}

export async function keepHeld(
  tx: Tx,
  pairingId: string,
  item: ContentReference,
  state: { base: Json; hash: string; releaseNumber: number; accepted: readonly ValuePath[] },
): Promise<void> {
  const columns = {
    base: JSON.stringify(state.base),
    hash: state.hash,
    release_number: state.releaseNumber,
    accepted: JSON.stringify(state.accepted),
    applied_at: tx.instance.clock.now(),
  }
  await tx.sql
    .insertInto('membership_content')
    .values({ pairing_id: pairingId, kind: item.kind, content_id: item.id, ...columns })
    .onConflict((conflict) => conflict.columns(['pairing_id', 'kind', 'content_id']).doUpdateSet(columns))
    .execute()
}

export async function forgetHeld(tx: Tx, pairingId: string, item: ContentReference): Promise<void> {
  await tx.sql
    .deleteFrom('membership_content')
    .where('pairing_id', '=', pairingId)
    .where('kind', '=', item.kind)
    .where('content_id', '=', item.id)
    .execute()
}
