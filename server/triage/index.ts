import type { ServerModule } from '../platform/index.ts'
import { followRenamedValues } from './follow-renamed-values.ts'
import { triageRoutes } from './triage-routes.ts'
import './tables.ts'

/**
 * Owns events that wait for somebody to judge them. Announces TriageEventCreated, …Updated, …Grabbed (which starts the
 * playbooks of its type, TRI-10), …Reassigned, …Discarded and …Converted, the last with the incident as parent.
 */
export const triage: ServerModule = { name: 'triage', routes: triageRoutes, subscriptions: [followRenamedValues] }

export { addToTriage, type NewTriageEvent } from './add-to-triage.ts'
export { changeTriageEvent } from './change-triage-event.ts'
export { convertToIncident } from './convert-to-incident.ts'
export { discardTriageEvent } from './discard-triage-event.ts'
export { grabTriageEvent } from './grab-triage-event.ts'
export { reassignTriageEvent } from './reassign-triage-event.ts'
export { listTriageEvents } from './triage-list.ts'
export { getTriageEvent } from './triage-store.ts'
