import {
  addArtifact as addArtifactContract,
  addInvestigator as addInvestigatorContract,
  bulkChangeIncidents as bulkChangeContract,
  changeIncident as changeContract,
  closeIncident as closeContract,
  createIncident as createContract,
  deleteIncident as deleteContract,
  getIncident as getContract,
  listArtifacts as listArtifactsContract,
  listIncidents as listContract,
  listInvestigators as listInvestigatorsContract,
  removeInvestigator as removeInvestigatorContract,
  reopenIncident as reopenContract,
  restoreIncident as restoreContract,
} from '@tocsin/contracts/incident.ts'
import {
  addNote as addNoteContract,
  changeNote as changeNoteContract,
  listNotes as listNotesContract,
} from '@tocsin/contracts/note.ts'
import {
  addWarRoomEvent as addWarRoomContract,
  listWarRoom as listWarRoomContract,
} from '@tocsin/contracts/war-room.ts'
import { type Actor, handles, type Route, reads, writes } from '../platform/index.ts'
import { addArtifact } from './artifacts/add-artifact.ts'
import { listArtifactsOf } from './artifacts/artifact-list.ts'
import { bulkChangeIncidents } from './bulk-change-incidents.ts'
import { changeIncident } from './change-incident.ts'
import { closeIncident } from './close-incident.ts'
import { createIncident } from './create-incident.ts'
import { deleteIncident, restoreIncident } from './delete-incident.ts'
import { accessIncident } from './incident-access.ts'
import { getIncident } from './incident-detail.ts'
import { listIncidents } from './incident-list.ts'
import { addInvestigator } from './investigators/add-investigator.ts'
import { listInvestigatorsOf } from './investigators/investigator-list.ts'
import { removeInvestigator } from './investigators/remove-investigator.ts'
import { addNote } from './notes/add-note.ts'
import { changeNote } from './notes/change-note.ts'
import { listNotes } from './notes/note-list.ts'
import { reopenIncident } from './reopen-incident.ts'
import { addWarRoomEvent } from './war-room/add-war-room-event.ts'
import { listWarRoom } from './war-room/war-room-list.ts'

export const incidentRoutes: Route[] = [
  reads(listContract, (tx, { actor, query }) => listIncidents(tx, actor, query)),
  reads(getContract, (tx, { actor, params }) => getIncident(tx, actor, params.id)),
  writes(createContract, (tx, { actor, body }) => createIncident(tx, actor, { ...body, generatedBy: originOf(actor) })),
  writes(changeContract, (tx, { actor, params, body }) => changeIncident(tx, actor, params.id, body)),
  writes(closeContract, (tx, { actor, params, body }) => closeIncident(tx, actor, params.id, body)),
  writes(reopenContract, (tx, { actor, params, body }) => reopenIncident(tx, actor, params.id, body)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deleteIncident(tx, actor, params.id)
    return undefined
  }),
  writes(restoreContract, (tx, { actor, params }) => restoreIncident(tx, actor, params.id)),
  handles(bulkChangeContract, async ({ instance, actor, body }) => ({
    items: await bulkChangeIncidents(instance, actor, body),
  })),
  reads(listArtifactsContract, async (tx, { actor, params }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return { items: await listArtifactsOf(tx, id) }
  }),
  writes(addArtifactContract, async (tx, { actor, params, body }) => ({
    items: await addArtifact(tx, actor, params.id, body),
  })),
  reads(listInvestigatorsContract, async (tx, { actor, params }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return { items: await listInvestigatorsOf(tx, id) }
  }),
  writes(addInvestigatorContract, async (tx, { actor, params, body }) => ({
    items: await addInvestigator(tx, actor, params.id, body.userId),
  })),
  writes(removeInvestigatorContract, async (tx, { actor, params }) => {
    await removeInvestigator(tx, actor, params.id, params.userId)
    return undefined
  }),
  reads(listNotesContract, (tx, { actor, params, query }) => listNotes(tx, actor, params.id, query)),
  writes(addNoteContract, (tx, { actor, params, body }) => addNote(tx, actor, { incidentId: params.id, ...body })),
  writes(changeNoteContract, (tx, { actor, params, body }) => changeNote(tx, actor, params.id, body)),
  reads(listWarRoomContract, (tx, { actor, params, query }) => listWarRoom(tx, actor, params.id, query)),
  writes(addWarRoomContract, (tx, { actor, params, body }) => addWarRoomEvent(tx, actor, params.id, body)),
]

/** Over the API an incident comes from a person at a screen or from a key (INC-03). */
function originOf(actor: Actor) {
  return { kind: actor.kind === 'api-key' ? ('api' as const) : ('user' as const), id: actor.id, name: actor.name }
}
