import { type Actor, emit, type Tx } from '../platform/index.ts'
import { getTask } from './task-list.ts'

/** Takes back the undecided task of a run that does not wait for it any more: killed, or its node runs again (EXE-12). */
export async function withdrawTasks(tx: Tx, actor: Actor, wait: { runId: string; wait: string }): Promise<void> {
  const withdrawn = await tx.sql
    .updateTable('tasks')
    .set((set) => ({ status: 'expired', closed_at: tx.instance.clock.now(), version: set('version', '+', 1) }))
    .where('run_id', '=', wait.runId)
    .where('wait', '=', wait.wait)
    .where('status', '=', 'waiting_owner')
    .returning(['id', 'incident_id'])
    .execute()
  for (const { id, incident_id } of withdrawn) {
    await emit(tx, actor, {
      type: 'TaskWithdrawn',
      subject: { kind: 'tasks', id },
      parent: { kind: 'incidents', id: incident_id },
      before: { status: 'waiting_owner' },
      after: await getTask(tx, actor, id),
    })
  }
}
