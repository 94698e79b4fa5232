import {
  changeTriageEvent as changeContract,
  convertTriageEvent as convertContract,
  createTriageEvent as createContract,
  discardTriageEvent as discardContract,
  getTriageEvent as getContract,
  grabTriageEvent as grabContract,
  listTriageEvents as listContract,
  listTriageEventEntities as listEntitiesContract,
  reassignTriageEvent as reassignContract,
} from '@tocsin/contracts/triage-event.ts'
import { listEntitiesOf } from '../entities/index.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { addToTriage } from './add-to-triage.ts'
import { changeTriageEvent } from './change-triage-event.ts'
import { convertToIncident } from './convert-to-incident.ts'
import { discardTriageEvent } from './discard-triage-event.ts'
import { grabTriageEvent } from './grab-triage-event.ts'
import { reassignTriageEvent } from './reassign-triage-event.ts'
import { listTriageEvents } from './triage-list.ts'
import { getTriageEvent } from './triage-store.ts'

export const triageRoutes: Route[] = [
  reads(listContract, (tx, { actor, query }) => listTriageEvents(tx, actor, query)),
  reads(getContract, (tx, { actor, params }) => getTriageEvent(tx, actor, params.id)),
  writes(createContract, (tx, { actor, body }) =>
    addToTriage(tx, actor, { ...body, source: body.source ?? (actor.kind === 'user' ? 'Manual' : actor.name) }),
  ),
  writes(changeContract, (tx, { actor, params, body }) => changeTriageEvent(tx, actor, params.id, body)),
  writes(grabContract, (tx, { actor, params }) => grabTriageEvent(tx, actor, params.id)),
  writes(reassignContract, (tx, { actor, params, body }) => reassignTriageEvent(tx, actor, params.id, body.userId)),
  writes(discardContract, (tx, { actor, params, body }) => discardTriageEvent(tx, actor, params.id, body)),
  writes(convertContract, (tx, { actor, params, body }) => convertToIncident(tx, actor, params.id, body)),
  reads(listEntitiesContract, async (tx, { actor, params }) => {
    const event = await getTriageEvent(tx, actor, params.id)
    return { items: await listEntitiesOf(tx, { kind: 'triage-events', id: event.id }) }
  }),
]
