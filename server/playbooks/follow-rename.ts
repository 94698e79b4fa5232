import { sql } from 'kysely'
import { changed, type Tx } from '../platform/index.ts'
import { renameCalls } from './rename-calls.ts'

/**
 * Drafts name the playbooks that their nodes run, so they follow a new name in the transaction that gives it (NOD-60).
 * Published versions keep the old name with the id that it meant.
 */
export async function followRename(tx: Tx, from: string, to: string): Promise<void> {
  const naming = await tx.sql
    .selectFrom('playbooks')
    .select(['id', 'draft'])
    .where('draft', 'is not', null)
    .where(
      sql<boolean>`exists (select from jsonb_array_elements(draft -> 'nodes') node
        where node ->> 'kind' in ('playbook', 'repeat') and lower(trim(node ->> 'playbook')) = lower(${from.trim()}))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, draft } of naming) {
    if (!draft) continue
    await tx.sql
      .updateTable('playbooks')
      // An editor that has the old name open must load the draft again before it saves.
      .set((set) => ({
        draft: JSON.stringify(renameCalls(draft, from, to)),
        draft_revision: set('draft_revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
    changed(tx, 'playbooks', id)
  }
}
