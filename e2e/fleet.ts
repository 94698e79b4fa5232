import { type ApiClient, eventually } from '@tocsin/testkit'

export const GRANTS = ['metrics', 'incident-list', 'incident-detail', 'content', 'connect']

/** Pairs through the API, as two administrators with a code between them; gives the tenant's id at the console. */
export async function pair(
  console: ApiClient,
  tenant: ApiClient,
  about: { url: string; name: string; mode?: string },
): Promise<string> {
  const { code } = await made(tenant, '/pairings', { grants: GRANTS })
  const { id } = await made(console, '/fleet/tenants', { ...about, code })
  return id
}

/** A call that must succeed; gives its body. */
export async function made(client: ApiClient, path: string, body: unknown) {
  const answer = await client.post(path, body)
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Every page of a list. */
export async function all(client: ApiClient, path: string) {
  const items: Answered[] = []
  const mark = path.includes('?') ? '&' : '?'
  let cursor = ''
  for (;;) {
    const { status, body } = await client.get(`${path}${mark}limit=1000${cursor}`)
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
    items.push(...body.items)
    if (!body.nextCursor) return items
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

// biome-ignore lint/suspicious/noExplicitAny: an answer as it came over the wire
export type Answered = any

/** Pushes to all tenants and gives the deliveries when none is pending, or those so far when `settled` is false. */
export async function push(console: ApiClient, items: { kind: string; id: string }[]): Promise<string> {
  const { id } = await made(console, '/fleet/releases', { items, targets: { all: true } })
  return id
}

export async function deliveries(console: ApiClient, release: string): Promise<Answered[]> {
  return (await console.get(`/fleet/releases/${release}/deliveries`)).body.items
}

export async function settledDeliveries(console: ApiClient, release: string): Promise<Answered[]> {
  return eventually(async () => {
    const items = await deliveries(console, release)
    return items.every(({ status }) => status !== 'pending') && items
  }, 'every delivery is settled')
}

/** Waits until the Synchronized icon of an item has this state (FLT-42). */
export async function becomes(console: ApiClient, kind: string, id: string, state: string): Promise<void> {
  await eventually(async () => {
    const { body } = await console.get(`/fleet/sync?kind=${kind}&id=${id}`)
    return body.items[0]?.state === state
  }, `${kind} ${id} is ${state}`)
}
