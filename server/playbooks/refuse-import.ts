import type { ExchangePlaybook } from '@tocsin/content'
import type { PlaybookGraph } from '@tocsin/engine'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { describeDraft, hasWorkToLose } from './draft-of-others.ts'
import { findPlaybookByName } from './playbook-store.ts'
import type { ImportChoice } from './store-imported.ts'

/** Throws `name_taken` with every name that is, where the caller wants nothing in that case (VER-14). */
export async function refuseTakenNames(
  tx: Tx,
  { playbooks }: { playbooks: readonly { file: string; playbook: ExchangePlaybook }[] },
  { collision }: ImportChoice,
): Promise<void> {
  if (collision !== 'refuse') return
  const details = []
  for (const { file, playbook } of playbooks) {
    const name = playbook.updatedName ?? playbook.name
    if (await findPlaybookByName(tx, name))
      details.push({ path: file, message: `There is already a playbook "${name}".` })
  }
  const [first, ...more] = details
  if (!first) return
  const others = more.length > 0 ? ` So it is with ${more.length} more.` : ''
  throw new Failure('name_taken', `${first.message}${others} Nothing was imported.`, details)
}

/** Throws `wrong_state` with every draft that the import would overwrite, unless they are to be kept as versions. */
export async function refuseLostDrafts(
  tx: Tx,
  actor: Actor,
  playbooks: readonly { name: string; file: string; graph: PlaybookGraph }[],
  { collision, drafts }: ImportChoice,
): Promise<void> {
  if (collision !== 'version' || drafts === 'keep') return
  const details = []
  for (const { name, file, graph } of playbooks) {
    const row = await findPlaybookByName(tx, name)
    if (row && (await hasWorkToLose(tx, actor, row, graph))) details.push({ path: file, message: describeDraft(row) })
  }
  const [first, ...more] = details
  if (!first) return
  const others = more.length > 0 ? ` So it is with ${more.length} more.` : ''
  throw new Failure(
    'wrong_state',
    `${first.message}${others} Nothing was imported. Keep drafts as versions, or publish or discard them first.`,
    details,
  )
}
