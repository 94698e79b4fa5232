import {
  changeIncidentTemplate as changeContract,
  createIncidentTemplate as createContract,
  deleteIncidentTemplate as deleteContract,
  getIncidentTemplate as getContract,
  listIncidentTemplates as listContract,
} from '@tocsin/contracts/incident-template.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { getTemplate, listTemplates } from './template-store.ts'
import { changeTemplate, createTemplate, deleteTemplate } from './write-template.ts'

export const templateRoutes: Route[] = [
  reads(listContract, async (tx) => ({ items: await listTemplates(tx) })),
  reads(getContract, (tx, { params }) => getTemplate(tx, params.id)),
  writes(createContract, (tx, { actor, body }) => createTemplate(tx, actor, body)),
  writes(changeContract, (tx, { actor, params, body }) => changeTemplate(tx, actor, params.id, body)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deleteTemplate(tx, actor, params.id)
    return undefined
  }),
]
