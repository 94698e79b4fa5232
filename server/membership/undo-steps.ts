import type { ContentItem } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../platform/index.ts'
import type { HeldContent } from './held-content.ts'
import type { UndoTable } from './tables.ts'

/** So many releases of one item can be taken back, one after the other. */
const KEPT = 20

export type UndoStep = Selectable<UndoTable>

/** Keeps what a release found at one item, so that it can be taken back (FLT-39). */
export async function keepUndo(
  tx: Tx,
  push: { pairingId: string; number: number },
  step: { item: ContentItem; position: number; before: ContentItem | null; held?: HeldContent; hashAfter: string },
): Promise<void> {
  const { item, before, held } = step
  const key = { pairing_id: push.pairingId, kind: item.kind, content_id: item.id }
  await tx.sql
    .insertInto('membership_undo')
    .values({
      ...key,
      release_number: push.number,
      position: step.position,
      name: before?.name ?? item.name,
      before: before === null ? null : JSON.stringify(before.body),
      hash_before: before?.hash ?? null,
      hash_after: step.hashAfter,
      held_before: held === undefined ? null : JSON.stringify(heldState(held)),
    })
    // A release that is delivered again found at first what it has to give back.
    .onConflict((conflict) =>
      conflict
        .columns(['pairing_id', 'release_number', 'kind', 'content_id'])
        .doUpdateSet({ hash_after: step.hashAfter }),
    )
    .execute()
  await sql`
    delete from membership_undo where pairing_id = ${key.pairing_id} and kind = ${key.kind} and content_id = ${key.content_id}
    and release_number <= (
      select release_number from membership_undo
      where pairing_id = ${key.pairing_id} and kind = ${key.kind} and content_id = ${key.content_id}
      order by release_number desc offset ${KEPT} limit 1
    )`.execute(tx.sql)
}

/** The steps of a release in the order in which they are taken back. */
export async function readUndo(tx: Tx, pairingId: string, number: number): Promise<UndoStep[]> {
  return tx.sql
    .selectFrom('membership_undo')
    .selectAll()
    .where('pairing_id', '=', pairingId)
    .where('release_number', '=', number)
    .orderBy('position', 'desc')
    .execute()
}

/** The number of a later release that changed the item as well, or null. */
export async function findLater(tx: Tx, step: UndoStep): Promise<number | null> {
  const later = await tx.sql
    .selectFrom('membership_undo')
    .select('release_number')
    .where('pairing_id', '=', step.pairing_id)
    .where('kind', '=', step.kind)
    .where('content_id', '=', step.content_id)
    .where('release_number', '>', step.release_number)
    .orderBy('release_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return later?.release_number ?? null
}

export async function dropUndo(tx: Tx, step: UndoStep): Promise<void> {
  await tx.sql
    .deleteFrom('membership_undo')
    .where('pairing_id', '=', step.pairing_id)
    .where('release_number', '=', step.release_number)
    .where('kind', '=', step.kind)
    .where('content_id', '=', step.content_id)
    .execute()
}

function heldState({ base, hash, release_number: releaseNumber, accepted }: HeldContent) {
  return { base, hash, releaseNumber, accepted } satisfies { base: Json } & Record<string, unknown>
}
