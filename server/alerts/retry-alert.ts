import type { AlertDetail } from '@tocsin/contracts/alert.ts'
import { type Actor, emit, enqueue, Failure, type Tx } from '../platform/index.ts'
import { getAlert } from './alert-list.ts'
import { DECIDE_JOB } from './decide-alerts.ts'

/** Puts an alert that failed or that no rule matched before the rules again; one that became something stays. */
export async function retryAlert(tx: Tx, actor: Actor, id: string): Promise<AlertDetail> {
  const { id: known } = await getAlert(tx, id)
  await tx.sql.selectFrom('alerts').select('id').where('id', '=', known).forNoKeyUpdate().execute()
  const before = await getAlert(tx, known)
  if (before.outcome !== 'failed' && before.outcome !== 'dropped') {
    const is =
      before.outcome === 'pending'
        ? 'waits for the rules already'
        : `became ${before.result?.kind} ${before.result?.id}`
    throw new Failure('wrong_state', `This alert ${is}. Only failed and dropped alerts can be tried again.`)
  }
  await tx.sql
    .updateTable('alerts')
    .set({ outcome: 'pending', rule_id: null, rule_name: null, reason: null, processed_at: null })
    .where('id', '=', known)
    .execute()
  await enqueue(tx, { kind: DECIDE_JOB, ref: `retry-${known}` })
  const after = await getAlert(tx, known)
  await emit(tx, actor, {
    type: 'AlertRetried',
    subject: { kind: 'alerts', id: known },
    before: { outcome: before.outcome, reason: before.reason },
    after: { outcome: after.outcome },
  })
  return after
}
