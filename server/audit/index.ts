import { listAuditEvents as contract } from '@tocsin/contracts/audit.ts'
import { reads, type ServerModule } from '../platform/index.ts'
import { listAuditEvents } from './audit-list.ts'

/** Reads the audit trail, which the events themselves are. */
export const audit: ServerModule = {
  name: 'audit',
  routes: [reads(contract, (tx, { query }) => listAuditEvents(tx, query))],
}
