import { findIncidentForRun } from '../incidents/index.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { findTriageEventForRun } from './triage-subject.ts'

export interface VisibleSubject {
  incident: { id: string; label: string } | null
  triageEvent: { id: string; label: string } | null
}

/** What a run or task is for, if the caller may open it; null where he may not. */
export async function findVisibleSubject(
  tx: Tx,
  actor: Actor,
  subject: { kind: string; id: string } | null,
): Promise<VisibleSubject | null> {
  try {
    if (subject?.kind === 'incidents') {
      const { label } = await findIncidentForRun(tx, actor, subject.id)
      return { incident: { id: subject.id, label }, triageEvent: null }
    }
    if (subject?.kind === 'triage-events') {
      const { label } = await findTriageEventForRun(tx, actor, subject.id)
      return { incident: null, triageEvent: { id: subject.id, label } }
    }
    return { incident: null, triageEvent: null }
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
