import type { ServerModule } from '../platform/index.ts'
import { startAutorunPlaybooks } from './autorun.ts'
import { runRoutes } from './run-routes.ts'
import { workOnRuns } from './run-work.ts'
import './tables.ts'

/**
 * Owns runs and what they wait for; listens to IncidentCreated for autorun playbooks. Announces
 * PlaybookExecutionCreated, …Started, …Updated, AutomationActionUpdated, PlaybookWaitOpened, PlaybookWaitClosed.
 */
export const runs: ServerModule = {
  name: 'runs',
  routes: runRoutes,
  subscriptions: [startAutorunPlaybooks],
  work: workOnRuns,
}

export { createRunHost } from './run-host.ts'
export { listRuns } from './run-list.ts'
export { startRun } from './start-run.ts'
