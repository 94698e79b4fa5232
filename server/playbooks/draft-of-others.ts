import { type Actor, Failure, type Tx } from '../platform/index.ts'
import type { PlaybookRow } from './playbook-store.ts'

/** Throws `wrong_state` where a draft that somebody else saved would be overwritten; `then` is what to do afterwards. */
export function refuseToLoseDraft(actor: Actor, row: PlaybookRow, then: string): void {
  if (row.draft === null || row.draft_saved_by?.id === actor.id) return
  throw new Failure('wrong_state', `${describeDraft(row)} Publish or discard it, then ${then}.`)
}

/** Whose draft it is and since when. */
export function describeDraft({ name, draft_saved_by: by, draft_saved_at: at }: PlaybookRow): string {
  const since = at === null ? '' : `, saved ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `"${name}" has a draft of ${by?.name ?? 'somebody'} that is not published${since}.`
}

/** Takes away a draft that says nothing more than the published version. */
export async function dropDraft(tx: Tx, id: string): Promise<void> {
  await tx.sql
    .updateTable('playbooks')
    .set({ draft: null, draft_saved_at: null, draft_saved_by: null })
    .where('id', '=', id)
    .execute()
}
