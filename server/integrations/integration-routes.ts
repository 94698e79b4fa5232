import type { Json, ResponseOf } from '@tocsin/contracts'
import {
  getActionUsage as actionUsageContract,
  changeIntegration as changeIntegrationContract,
  changeResource as changeResourceContract,
  createResource as createResourceContract,
  deleteIntegration as deleteIntegrationContract,
  deleteResource as deleteResourceContract,
  exportIntegration as exportIntegrationContract,
  getActionCode as getActionCodeContract,
  getIntegration as getIntegrationContract,
  importAction as importActionContract,
  importIntegration as importIntegrationContract,
  listActions as listActionsContract,
  listIntegrations as listIntegrationsContract,
  listResources as listResourcesContract,
  testAction as testActionContract,
  testResource as testResourceContract,
} from '@tocsin/contracts/integration.ts'
import { handles, type Route, reads, untilGone, writes } from '../platform/index.ts'
import { changeIntegration } from './change-integration.ts'
import { readActionUsage } from './count-actions.ts'
import { deleteIntegration } from './delete-integration.ts'
import { exportIntegration, getActionYaml } from './export-integration.ts'
import { importAction, importIntegration } from './import-integration.ts'
import { getIntegration, listActions, listIntegrations, listResources } from './integration-store.ts'
import { type ActionOutcome, testAction } from './run-action.ts'
import { changeResource, createResource, deleteResource } from './save-resource.ts'
import { testResource } from './test-resource.ts'

export const integrationRoutes: Route[] = [
  reads(actionUsageContract, (tx) => readActionUsage(tx)),
  reads(listIntegrationsContract, (tx) => listIntegrations(tx)),
  reads(getIntegrationContract, (tx, { params }) => getIntegration(tx, params.id)),
  handles(importIntegrationContract, ({ instance, actor, body, requestId }) =>
    importIntegration(instance, actor, bytesOf(body), requestId),
  ),
  handles(importActionContract, ({ instance, actor, params, body, requestId }) =>
    importAction(instance, actor, params.id, bytesOf(body), requestId),
  ),
  handles(exportIntegrationContract, async ({ instance, params, reply }) => {
    const file = await instance.database.read((tx) => exportIntegration(tx, params.id))
    reply.header('content-disposition', `attachment; filename="${file.name}"`).type('application/gzip')
    return file.bytes
  }),
  writes(changeIntegrationContract, (tx, { actor, params, body }) => changeIntegration(tx, actor, params.id, body)),
  writes(deleteIntegrationContract, async (tx, { actor, params }) => {
    await deleteIntegration(tx, actor, params.id)
    return undefined
  }),
  writes(createResourceContract, (tx, { actor, params, body }) => createResource(tx, actor, params.id, body)),
  reads(listResourcesContract, (tx) => listResources(tx)),
  writes(changeResourceContract, (tx, { actor, params, body }) => changeResource(tx, actor, params.id, body)),
  writes(deleteResourceContract, async (tx, { actor, params }) => {
    await deleteResource(tx, actor, params.id)
    return undefined
  }),
  handles(testResourceContract, ({ instance, actor, params, request }) =>
    testResource(instance, actor, params.id, untilGone(request)),
  ),
  reads(listActionsContract, (tx) => listActions(tx)),
  reads(getActionCodeContract, (tx, { params }) => getActionYaml(tx, params.id)),
  handles(testActionContract, async ({ instance, params, body, request }) =>
    toAnswer(await testAction(instance, params.id, body, untilGone(request))),
  ),
]

/** A file as bytes, whatever the content type: YAML that came as JSON text is a JSON document. */
function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''))
}

function toAnswer(outcome: ActionOutcome): ResponseOf<typeof testActionContract> {
  return {
    status: outcome.status,
    output: outcome.output as Json,
    ...(outcome.table ? { table: { columns: outcome.table.columns, rows: outcome.table.rows as Json[][] } } : {}),
    ...(outcome.error === null ? {} : { error: outcome.error }),
    durationMs: outcome.durationMs,
  }
}
