import type { BulkOperation, BulkOutcome } from '@tocsin/contracts/incident.ts'
import { type Actor, Failure, type Instance, inSavepoint, type Tx } from '../platform/index.ts'
import { changeIncident } from './change-incident.ts'
import { closeIncident } from './close-incident.ts'
import { deleteIncident, restoreIncident } from './delete-incident.ts'
import { addInvestigator } from './investigators/add-investigator.ts'
import { reopenIncident } from './reopen-incident.ts'

/** Incidents that are committed together: few, so that nobody else waits long for one of them. */
const AT_ONCE = 25

/** Does one thing to several incidents; what cannot be done to one does not stop the rest (INC-28, INC-31). */
export async function bulkChangeIncidents(
  instance: Instance,
  actor: Actor,
  input: { ids: readonly string[]; operation: BulkOperation },
): Promise<BulkOutcome[]> {
  const ids = [...new Set(input.ids)]
  // Two at the same time lock in the same order, so that neither waits for the other for ever.
  const ordered = ids.toSorted((one, other) => Number(one) - Number(other))
  const errors = new Map<string, BulkOutcome['error']>()
  for (let start = 0; start < ordered.length; start += AT_ONCE) {
    const piece = ordered.slice(start, start + AT_ONCE)
    const done = await instance.database.write(async (tx) => {
      const outcomes: [string, BulkOutcome['error']][] = []
      for (const id of piece) {
        const outcome = await inSavepoint(tx, (inner) => doOne(inner, actor, id, input.operation))
        outcomes.push([id, 'failed' in outcome ? describe(instance, id, outcome.failed) : null])
      }
      return outcomes
    })
    for (const [id, error] of done) errors.set(id, error)
  }
  return ids.map((id) => ({ id, error: errors.get(id) ?? null }))
}

async function doOne(tx: Tx, actor: Actor, id: string, operation: BulkOperation): Promise<unknown> {
  switch (operation.kind) {
    case 'change':
      return changeIncident(tx, actor, id, { fields: operation.fields })
    case 'close':
      return closeIncident(tx, actor, id, { note: operation.note })
    case 'reopen':
      return reopenIncident(tx, actor, id, {})
    case 'delete':
      return deleteIncident(tx, actor, id)
    case 'restore':
      return restoreIncident(tx, actor, id)
    case 'add-investigator':
      return addInvestigator(tx, actor, id, operation.userId)
  }
}

function describe(instance: Instance, id: string, error: unknown): BulkOutcome['error'] {
  if (error instanceof Failure) return { code: error.code, message: error.message }
  instance.log.error({ err: error, incident: id }, 'An incident of several could not be changed')
  return { code: 'internal', message: 'An internal error happened; the log names it by this incident.' }
}
