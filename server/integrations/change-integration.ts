import type { Integration } from '@tocsin/contracts/integration.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getIntegration } from './integration-store.ts'

/** Changes how an integration runs here (EXE-13), not what it is. */
export async function changeIntegration(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { version?: number; ignoreStderr?: boolean },
): Promise<Integration> {
  const before = await getIntegration(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `"${before.name}" was changed meanwhile. Load it again and repeat your change.`)
  }
  await tx.sql
    .updateTable('integrations')
    .set((set) => ({
      ignore_stderr: input.ignoreStderr ?? before.ignoreStderr,
      updated_at: tx.instance.clock.now(),
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  const after = await getIntegration(tx, id)
  await emit(tx, actor, {
    type: 'IntegrationUpdated',
    subject: { kind: 'integrations', id },
    before: { ignoreStderr: before.ignoreStderr },
    after: { name: after.name, ignoreStderr: after.ignoreStderr },
  })
  return after
}
