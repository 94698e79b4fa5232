import { writePlaybookJson } from '@tocsin/content'
import type { CompatiblePlaybook } from '@tocsin/contracts/compatibility.ts'
import type { Tx } from '../platform/index.ts'
import { findPlaybookOrDeleted, toExchange } from '../playbooks/index.ts'

/** The playbook as it stands now, in the words of the original; its graph is the draft where there is one. */
export async function describePlaybook(tx: Tx, id: string, warnings: string[]): Promise<CompatiblePlaybook> {
  const row = await findPlaybookOrDeleted(tx, id)
  if (!row) throw new Error(`Playbook ${id} vanished while it was changed.`)
  const written = JSON.parse(writePlaybookJson(await toExchange(tx, row, 'draft')))
  return {
    ...written,
    id: row.id,
    is_deleted: row.deleted_at !== null,
    draft: row.draft !== null,
    is_published: row.published_version !== null,
    last_updated: row.updated_at.toISOString(),
    warnings,
  }
}
