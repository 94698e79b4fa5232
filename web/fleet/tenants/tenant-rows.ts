import type { Tenant, TenantStatus } from '@tocsin/contracts/fleet.ts'

export interface TenantFilter {
  query: string
  status: string | undefined
  group: string | undefined
}

/** What a person may type to find a tenant: its name, address, groups and tags. */
function wordsOf(tenant: Tenant): string {
  return [tenant.name, tenant.url, ...tenant.groups, ...tenant.tags].join(' ').toLowerCase()
}

/** Every word typed must be somewhere in the name, the address, a group or a tag. */
export function filterTenants(tenants: Tenant[], { query, status, group }: TenantFilter): Tenant[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return tenants.filter((tenant) => {
    if (status && tenant.status !== status) return false
    if (group && !tenant.groups.includes(group)) return false
    const text = wordsOf(tenant)
    return words.every((word) => text.includes(word))
  })
}

/** What needs somebody comes first. */
const urgency: Record<TenantStatus, number> = { unreachable: 0, pending: 1, unpaired: 2, suspended: 3, connected: 4 }

const sortKeys: Record<string, (tenant: Tenant) => string | number> = {
  name: ({ name }) => name.toLowerCase(),
  status: ({ status }) => urgency[status],
  contact: ({ lastContactAt }) => lastContactAt ?? '',
  trip: ({ roundTripMs }) => roundTripMs ?? Number.POSITIVE_INFINITY,
  open: ({ openIncidents }) => openIncidents ?? -1,
  queue: ({ queueDepth }) => queueDepth,
  content: ({ content }) => content.failed * 1e6 + content.drift * 1e3 + content.behind,
  product: ({ product }) => product ?? '',
  paired: ({ keys }) => keys.since,
}

/** Sorted by `field` or `-field`; tenants with the same value stay in the order of their names. */
export function sortTenants(tenants: Tenant[], sort: string | undefined): Tenant[] {
  const keyOf = sortKeys[sort?.replace(/^-/, '') ?? 'name'] ?? sortKeys.name!
  const direction = sort?.startsWith('-') ? -1 : 1
  return [...tenants].sort((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    if (a === b) return one.name.localeCompare(other.name)
    return (a < b ? -1 : 1) * direction
  })
}

/** How many tenants have each status, those with somebody to act first; statuses nobody has are left out. */
export function countStatuses(tenants: Tenant[]): { status: TenantStatus; count: number }[] {
  return (Object.keys(urgency) as TenantStatus[])
    .map((status) => ({ status, count: tenants.filter((tenant) => tenant.status === status).length }))
    .filter(({ count }) => count > 0)
}

/** All groups, or all tags, that tenants have, by the alphabet. */
export function labelsOf(tenants: readonly Pick<Tenant, 'groups' | 'tags'>[], which: 'groups' | 'tags'): string[] {
  return [...new Set(tenants.flatMap((tenant) => tenant[which]))].sort((one, other) => one.localeCompare(other))
}

/** A name to begin with: `https://soc.example/acme-bank` is probably "Acme Bank". */
export function nameFromUrl(url: string): string {
  const slug = URL.canParse(url) ? (new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '') : ''
  return slug.replace(/(^|-)([a-z0-9])/g, (_, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase())
}

/** A round trip in words: `3.4 ms`, `128 ms`, `2.1 s`. */
export function roundTrip(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}
