import {
  getAlert as getContract,
  listAlerts as listContract,
  receiveAlerts as receiveContract,
  retryAlert as retryContract,
  summarizeAlerts as summarizeContract,
} from '@tocsin/contracts/alert.ts'
import { dryRunAutomationRule as dryRunContract } from '@tocsin/contracts/automation-rule.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { getAlert, listAlerts, summarizeAlerts } from './alert-list.ts'
import { dryRunRule } from './dry-run-rule.ts'
import { readAlerts } from './read-alerts.ts'
import { receiveAlerts } from './receive-alerts.ts'
import { retryAlert } from './retry-alert.ts'

export const alertRoutes: Route[] = [
  writes(receiveContract, (tx, { query, body }) => receiveAlerts(tx, query.source, readAlerts(body))),
  reads(listContract, (tx, { actor, query }) => listAlerts(tx, actor, query)),
  reads(summarizeContract, (tx, { query }) => summarizeAlerts(tx, query)),
  reads(getContract, (tx, { params }) => getAlert(tx, params.id)),
  writes(retryContract, (tx, { actor, params }) => retryAlert(tx, actor, params.id)),
  writes(dryRunContract, (tx, { params, body }) => dryRunRule(tx, params.id, body)),
]
