import type { ServerModule } from '../platform/index.ts'
import { belowIncidentRoutes } from './below-incident-routes.ts'
import { followRenamedValues } from './follow-renamed-values.ts'
import { incidentRoutes } from './incident-routes.ts'
import { labelRoutes } from './labels/label-routes.ts'
import { provisionLabels } from './labels/provision-labels.ts'
import { fillWarRoom } from './war-room/record-event.ts'
import './tables.ts'

/**
 * Owns incidents with their labels, artifacts, investigators, notes and the war room. Announces IncidentCreated (the
 * record and its `playbooks`), IncidentUpdated, IncidentClosed, IncidentReopened, IncidentDeleted, IncidentRestored
 * (`before` and `after` hold the `fields` that became different), and below an incident ArtifactAdded,
 * InvestigatorAdded, InvestigatorRemoved, NoteAdded, NoteUpdated, WarRoomEventAdded. Listens to CustomFieldUpdated, and
 * to every event below an incident for the war room.
 */
export const incidents: ServerModule = {
  name: 'incidents',
  routes: [...incidentRoutes, ...belowIncidentRoutes, ...labelRoutes],
  subscriptions: [fillWarRoom, followRenamedValues],
  provision: provisionLabels,
}

export { addArtifact } from './artifacts/add-artifact.ts'
export { changeIncident } from './change-incident.ts'
export { closeIncident } from './close-incident.ts'
export { createIncident, type NewIncident } from './create-incident.ts'
export { isAccessible } from './incident-access.ts'
export { findIncidentForRun, getIncident, readIncidentScope } from './incident-detail.ts'
export { listIncidents } from './incident-list.ts'
export { type IncidentStanding, readStandings } from './incident-standing.ts'
export { addNote, type NewNote } from './notes/add-note.ts'
export { reopenIncident } from './reopen-incident.ts'
