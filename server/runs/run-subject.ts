import { findIncidentForRun } from '../incidents/index.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { findTriageEventForRun } from './triage-subject.ts'

/** What a run is for. */
export interface RunSubject {
  kind: 'incidents' | 'triage-events'
  id: string
  label: string
}

/** The incident or triage event that a run is started for, if the caller may open it. */
export async function runSubject(
  tx: Tx,
  actor: Actor,
  request: { incidentId?: string; triageEventId?: string },
): Promise<RunSubject | null> {
  if (request.incidentId !== undefined && request.triageEventId !== undefined) {
    throw new Failure('invalid_input', 'A run is for an incident or for a triage event, not for both.')
  }
  if (request.incidentId !== undefined) {
    const { label } = await findIncidentForRun(tx, actor, request.incidentId)
    return { kind: 'incidents', id: request.incidentId, label }
  }
  if (request.triageEventId !== undefined) {
    const { label } = await findTriageEventForRun(tx, actor, request.triageEventId)
    return { kind: 'triage-events', id: request.triageEventId, label }
  }
  return null
}
