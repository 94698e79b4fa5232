import { lookAtConditions } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { queryable, type Subscription } from '../platform/index.ts'

/** A change of an incident or triage event wakes the runs that wait for a condition there; without any it costs one look. */
export const lookAgainAfterChange: Subscription = {
  name: 'look at conditions again',
  events: [
    'IncidentUpdated',
    'IncidentClosed',
    'IncidentReopened',
    'ArtifactAdded',
    'TriageEventUpdated',
    'TriageEventGrabbed',
    'TriageEventReassigned',
    'TriageEventDiscarded',
    'TriageEventConverted',
  ],
  async within(tx, event) {
    const subjects = [event.subject, event.parent].filter(
      (each) => each?.kind === 'incidents' || each?.kind === 'triage-events',
    )
    for (const subject of subjects) {
      if (!subject) continue
      const woken = await lookAtConditions(queryable(tx), { subject })
      if (woken > 0) tx.afterCommit(() => tx.instance.wakeWorkers())
    }
  },
}
