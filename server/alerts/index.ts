import type { ServerModule } from '../platform/index.ts'
import { alertRoutes } from './alert-routes.ts'
import { decideAlerts } from './decide-alerts.ts'
import './tables.ts'

/** Owns alerts: received, stored as they came, decided by the rules exactly once. Announces AlertJoined and AlertRetried. */
export const alerts: ServerModule = { name: 'alerts', routes: alertRoutes, jobs: [decideAlerts] }

export { getAlert, listAlerts, summarizeAlerts } from './alert-list.ts'
export { DECIDE_JOB, decideBatch } from './decide-alerts.ts'
export { readAlertStream } from './read-alert-stream.ts'
export { type ReadAlert, type ReadAlerts, readAlerts, readLines } from './read-alerts.ts'
export { receiveAlerts } from './receive-alerts.ts'
