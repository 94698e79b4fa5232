import {
  acceptDrift as acceptDriftContract,
  changeTenant as changeTenantContract,
  connectTenant as connectTenantContract,
  createRelease as createReleaseContract,
  getDrift,
  getRelease,
  getTenant,
  listDeliveries as listDeliveriesContract,
  listReleases as listReleasesContract,
  listSync as listSyncContract,
  listTenants as listTenantsContract,
  pairTenant as pairTenantContract,
  pingTenant,
  planRelease as planReleaseContract,
  promoteDrift as promoteDriftContract,
  retryRelease as retryReleaseContract,
  rollBackRelease as rollBackReleaseContract,
  rotateTenantKey,
  scheduleTenantKey,
  stopRelease as stopReleaseContract,
  unpairTenant as unpairTenantContract,
} from '@tocsin/contracts/fleet.ts'
import {
  changeFleetDashboard,
  createFleetDashboard,
  deleteFleetDashboard,
  getFleetDashboardData,
  listFleetDashboards,
  listFleetIncidents as listFleetIncidentsContract,
} from '@tocsin/contracts/fleet-dashboard.ts'
import { pingPeer, rotateKey, scheduleKey } from '../link/index.ts'
import { handles, type Route, reads, writes } from '../platform/index.ts'
import { changeTenant } from './change-tenant.ts'
import { connectTenant } from './connect-tenant.ts'
import { listSync } from './content-sync.ts'
import { createRelease } from './create-release.ts'
import { readDashboardData } from './dashboard-data.ts'
import { changeDashboard, createDashboard, deleteDashboard, listDashboards } from './dashboard-store.ts'
import { listTenants, readTenant } from './describe-tenant.ts'
import { acceptDrift, promoteDrift, readDrift } from './drift.ts'
import { listFleetIncidents } from './incident-list.ts'
import { pairTenant } from './pair-tenant.ts'
import { planRelease } from './plan-release.ts'
import { listDeliveries, listReleases, readRelease } from './release-list.ts'
import { onConsole } from './require-console.ts'
import { retryRelease } from './retry-release.ts'
import { rollBackRelease } from './roll-back-release.ts'
import { stopRelease } from './stop-release.ts'
import { getTenantRecord } from './tenant-store.ts'
import { unpairTenant } from './unpair-tenant.ts'

export const fleetRoutes: Route[] = onConsole([
  reads(listTenantsContract, (tx, { actor }) => listTenants(tx, actor)),
  reads(getTenant, (tx, { actor, params }) => readTenant(tx, actor, params.id)),
  handles(pairTenantContract, async ({ instance, actor, body }) => {
    const id = await pairTenant(instance, actor, body)
    return instance.database.read((tx) => readTenant(tx, actor, id))
  }),
  writes(changeTenantContract, (tx, { actor, params, body }) => changeTenant(tx, actor, params.id, body)),
  writes(rotateTenantKey, async (tx, { actor, params }) => {
    await getTenantRecord(tx, params.id)
    await rotateKey(tx, actor, params.id)
    return readTenant(tx, actor, params.id)
  }),
  writes(scheduleTenantKey, async (tx, { actor, params, body }) => {
    await getTenantRecord(tx, params.id)
    await scheduleKey(tx, actor, params.id, body.days)
    return readTenant(tx, actor, params.id)
  }),
  writes(unpairTenantContract, async (tx, { actor, params }) => {
    await unpairTenant(tx, actor, params.id)
    return undefined
  }),
  handles(pingTenant, async ({ instance, params }) => {
    const { pairing } = await instance.database.read((tx) => getTenantRecord(tx, params.id))
    return pingPeer(instance, pairing)
  }),
  handles(connectTenantContract, ({ instance, actor, params }) => connectTenant(instance, actor, params.id)),

  handles(planReleaseContract, ({ instance, actor, body }) => planRelease(instance, actor, body)),
  writes(createReleaseContract, (tx, { actor, body }) => createRelease(tx, actor, body)),
  reads(listReleasesContract, (tx, { actor, query }) => listReleases(tx, actor, query)),
  reads(getRelease, (tx, { actor, params }) => readRelease(tx, actor, params.id)),
  reads(listDeliveriesContract, (tx, { actor, params }) => listDeliveries(tx, actor, params.id)),
  writes(retryReleaseContract, (tx, { actor, params, body }) => retryRelease(tx, actor, params.id, body.tenants)),
  writes(stopReleaseContract, (tx, { actor, params, body }) => stopRelease(tx, actor, params.id, body.tenants)),
  writes(rollBackReleaseContract, (tx, { actor, params, body }) => rollBackRelease(tx, actor, params.id, body)),
  handles(getDrift, ({ instance, actor, body }) => readDrift(instance, actor, body)),
  handles(acceptDriftContract, ({ instance, actor, body }) => acceptDrift(instance, actor, body)),
  handles(promoteDriftContract, ({ instance, actor, body }) => promoteDrift(instance, actor, body)),
  reads(listSyncContract, (tx, { query }) => listSync(tx, query.kind, query.id)),

  // Writes, because the first look brings the shipped dashboard.
  writes(listFleetDashboards, (tx, { actor }) => listDashboards(tx, actor)),
  writes(createFleetDashboard, (tx, { actor, body }) => createDashboard(tx, actor, body)),
  writes(changeFleetDashboard, (tx, { actor, params, body }) => changeDashboard(tx, actor, params.id, body)),
  writes(deleteFleetDashboard, async (tx, { actor, params }) => {
    await deleteDashboard(tx, actor, params.id)
    return undefined
  }),
  reads(getFleetDashboardData, (tx, { actor, params, query }) => readDashboardData(tx, actor, params.id, query.widget)),
  reads(listFleetIncidentsContract, (tx, { query }) => listFleetIncidents(tx, query)),
])
