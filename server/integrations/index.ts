import type { ServerModule } from '../platform/index.ts'
import { integrationContent } from './integration-content.ts'
import { integrationRoutes } from './integration-routes.ts'
import { provisionPacks } from './provision-packs.ts'
import './tables.ts'

/**
 * Owns integrations, their actions and resources; performs actions. Announces IntegrationImported, IntegrationUpdated,
 * IntegrationDeleted, ActionLimitReached, IntegrationResourceCreated, …Updated, …Deleted, …Tested.
 */
export const integrations: ServerModule = {
  name: 'integrations',
  routes: integrationRoutes,
  contentKinds: [integrationContent],
  provision: provisionPacks,
}

export { readActionUsage, setActionLimit } from './count-actions.ts'
export { fileName, readDefinitions } from './export-integration.ts'
export { importArchivedIntegrations, listInstalledActions } from './import-archived-integrations.ts'
export { getIntegration, listActionShapes, listActions, listIntegrations, listResources } from './integration-store.ts'
export { readActionPreview } from './read-action-preview.ts'
export { type ActionCall, type ActionOutcome, runAction } from './run-action.ts'
export { createResource } from './save-resource.ts'
