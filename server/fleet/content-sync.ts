import type { ContentSummary } from '@tocsin/content'
import type { ContentSync, DeliveryStatus, SyncState } from '@tocsin/contracts/fleet.ts'
import { sql } from 'kysely'
import { Failure, type Tx } from '../platform/index.ts'
import type { ItemResult } from './tables.ts'

/** The newest delivery of an item to a tenant, and what that tenant has of it by its last report. */
interface Standing {
  tenant_id: string
  tenant: string
  kind: string
  content_id: string
  pushed: string
  status: DeliveryStatus
  reason: string | null
  results: ItemResult[]
  changed_at: Date
  reported_at: Date | null
  here: string | null
  /** Nothing but overrides of the tenant differ. */
  overridden: boolean
  /** The newest delivery took the item back. */
  rolled_back: boolean
}

/** Whether each item of a kind is, at every tenant it was pushed to, exactly as it is here (FLT-42, MSSP-41). */
export async function listSync(tx: Tx, kindName: string, id?: string): Promise<{ items: ContentSync[] }> {
  const kind = tx.instance.content.find(kindName)
  if (!kind) throw new Failure('not_found', `Content of the kind "${kindName}" cannot be pushed.`)
  const items = (await kind.list(tx)).filter((item) => id === undefined || item.id === id)
  const standings = await readStandings(tx, kindName)
  return { items: items.map((item) => describe(item, standings.get(item.id) ?? [])) }
}

function describe(item: ContentSummary, standings: Standing[]): ContentSync {
  const tenants = standings.map((standing) => {
    const { state, reason } = judge(standing, item.hash)
    return { id: standing.tenant_id, name: standing.tenant, state, reason, since: standing.changed_at.toISOString() }
  })
  const worst: SyncState[] = ['failed', 'drift', 'behind', 'synchronized']
  const state = worst.find((each) => tenants.some((tenant) => tenant.state === each)) ?? 'never'
  return { id: item.id, name: item.name, state, tenants }
}

/** `current` is the revision here; null when the item does not exist here any more. */
function judge(standing: Standing, current: string | null): { state: SyncState; reason: string | null } {
  const { status, reason } = standing
  if (status === 'failed' || status === 'blocked') return { state: 'failed', reason }
  if (status === 'stopped') return { state: 'behind', reason }
  if (status === 'pending') return { state: 'behind', reason: 'The push is on its way.' }
  const result = standing.results.find(({ kind, id }) => kind === standing.kind && id === standing.content_id)
  const reportedSince = standing.reported_at !== null && standing.reported_at > standing.changed_at
  if (reportedSince && current !== null && standing.here === current) return { state: 'synchronized', reason: null }
  if (standing.rolled_back) return { state: 'behind', reason: 'Rolled back.' }
  if (standing.pushed !== current) return { state: 'behind', reason: 'Changed here since the last push.' }
  if (reportedSince && standing.overridden) {
    return { state: 'synchronized', reason: 'With values of the tenant that pushes keep.' }
  }
  if (result?.result === 'kept') return { state: 'drift', reason: 'The tenant keeps values of its own.' }
  if (reportedSince && standing.here !== result?.hash) {
    const what = standing.here === null ? 'Deleted' : 'Changed'
    return { state: 'drift', reason: `${what} at the tenant since the last push.` }
  }
  return { state: 'synchronized', reason: null }
}

async function readStandings(tx: Tx, kind: string | null): Promise<Map<string, Standing[]>> {
  const rows = await sql<Standing>`
    select distinct on (d.tenant_id, i.kind, i.content_id)
      d.tenant_id, t.name as tenant, i.kind, i.content_id, i.hash as pushed, d.status, d.reason, d.results, d.changed_at,
      p.reported_at, n.hash as here, coalesce(n.overridden, false) as overridden, r.rolls_back is not null as rolled_back
    from fleet_deliveries d
    join fleet_release_items i on i.release_id = d.release_id
    join fleet_releases r on r.id = d.release_id
    join fleet_tenants t on t.id = d.tenant_id and t.left_at is null
    join link_pairings l on l.id = d.tenant_id and l.status <> 'ended'
    left join fleet_inventory_reports p on p.tenant_id = d.tenant_id
    left join fleet_inventory n on n.tenant_id = d.tenant_id and n.kind = i.kind and n.content_id = i.content_id
    where ${kind}::text is null or i.kind = ${kind}
    order by d.tenant_id, i.kind, i.content_id, r.number desc`.execute(tx.sql)
  const byItem = new Map<string, Standing[]>()
  for (const row of rows.rows) {
    const list = byItem.get(row.content_id)
    if (list) list.push(row)
    else byItem.set(row.content_id, [row])
  }
  return byItem
}

export interface SyncCounts {
  synchronized: number
  behind: number
  drift: number
  failed: number
}

/** Content items by state for each tenant, for Nodes Management (FLT-20). */
export async function countSyncStates(tx: Tx): Promise<Map<string, SyncCounts>> {
  const standings = await readStandings(tx, null)
  const counts = new Map<string, SyncCounts>()
  if (standings.size === 0) return counts
  const current = new Map<string, string>()
  for (const kind of tx.instance.content.kinds) {
    for (const item of await kind.list(tx)) current.set(`${kind.kind}/${item.id}`, item.hash)
  }
  for (const standing of [...standings.values()].flat()) {
    const { state } = judge(standing, current.get(`${standing.kind}/${standing.content_id}`) ?? null)
    const count = counts.get(standing.tenant_id) ?? { synchronized: 0, behind: 0, drift: 0, failed: 0 }
    if (state !== 'never') count[state] += 1
    counts.set(standing.tenant_id, count)
  }
  return counts
}
