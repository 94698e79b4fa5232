import {
  addIncidentEntity as addEntityContract,
  listIncidentEntities as listEntitiesContract,
} from '@tocsin/contracts/entity.ts'
import { createTask as createTaskContract, listIncidentTasks as listTasksContract } from '@tocsin/contracts/task.ts'
import { listEntitiesOf, recordEntity } from '../entities/index.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { createTask, listTasksOf } from '../tasks/index.ts'
import { accessIncident } from './incident-access.ts'

/** Tasks and entities know nothing of incidents; whoever may open the incident is decided here (INV-09). */
export const belowIncidentRoutes: Route[] = [
  reads(listTasksContract, async (tx, { actor, params }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return { items: await listTasksOf(tx, actor, String(id)) }
  }),
  writes(createTaskContract, async (tx, { actor, params, body }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return createTask(tx, actor, String(id), body)
  }),
  reads(listEntitiesContract, async (tx, { actor, params }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return { items: await listEntitiesOf(tx, { kind: 'incidents', id }) }
  }),
  writes(addEntityContract, async (tx, { actor, params, body }) => {
    const { id } = await accessIncident(tx, actor, params.id)
    return recordEntity(tx, actor, body, { kind: 'incidents', id })
  }),
]
