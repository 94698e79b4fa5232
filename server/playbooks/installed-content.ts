import type { InstalledContent } from '@tocsin/content'
import { listInstalledActions, listResources } from '../integrations/index.ts'
import type { Tx } from '../platform/index.ts'

/** What playbooks of a file can be bound to; `also` are names of playbooks that come with the file. */
export async function readInstalled(tx: Tx, also: readonly string[] = []): Promise<InstalledContent> {
  const resources = (await listResources(tx)).items.map(({ integration, label }) => ({ integration, label }))
  const playbooks = await tx.sql.selectFrom('playbooks').select('name').where('deleted_at', 'is', null).execute()
  return {
    actions: await listInstalledActions(tx),
    resources,
    playbooks: [...playbooks.map(({ name }) => name), ...also],
  }
}
