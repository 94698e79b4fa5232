import {
  changeEntity as changeContract,
  createEntity as createContract,
  getEntity as getContract,
  listEntities as listContract,
} from '@tocsin/contracts/entity.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { changeEntity } from './change-entity.ts'
import { getEntityDetail, listEntities } from './entity-list.ts'
import { recordEntity } from './record-entities.ts'

export const entityRoutes: Route[] = [
  reads(listContract, (tx, { actor, query }) => listEntities(tx, actor, query)),
  reads(getContract, (tx, { params }) => getEntityDetail(tx, params.id)),
  writes(createContract, (tx, { actor, body }) => recordEntity(tx, actor, body, null)),
  writes(changeContract, (tx, { actor, params, body }) => changeEntity(tx, actor, params.id, body)),
]
