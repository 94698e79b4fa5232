import { startReputationService } from '@tocsin/testkit/vendors/reputation-service.ts'
import type { Deployment } from '../../deployment.ts'
import type { Log } from '../../platform/index.ts'
import { cloudAlert, networkAlert } from './demo-alerts.ts'
import { createDemoClient, type DemoClient } from './demo-client.ts'
import { DEMO_TENANTS, REPUTATION_RESOURCE, setUpDemo } from './set-up-demo.ts'

export interface Demo {
  stop(): Promise<void>
}

const API_KEY = 'demo-key'
/** A burst at the start, so that there is something to see, then one alert now and then. */
const FIRST_ALERTS = 24
const PAUSE_MS = 6_000

/**
 * Runs beside the program: a reputation service for the actions to talk to, and a stream of alerts. `fresh` sets the
 * fleet up first.
 */
export async function runDemo(deployment: Deployment, address: string, fresh: boolean, log: Log): Promise<Demo> {
  const service = await startReputationService({ apiKey: API_KEY, latencyMs: 150 })
  const reputation = { url: service.url, apiKey: API_KEY }
  if (fresh) await setUpDemo(deployment, { address, reputation, log })
  else await pointAtService(deployment, address, service.url)
  const streams = await Promise.all(DEMO_TENANTS.map((tenant) => stream(deployment, address, tenant, fresh, log)))
  return {
    async stop() {
      for (const end of streams) end()
      await service.close()
    },
  }
}

/** The service listens on another port after each start. */
async function pointAtService(deployment: Deployment, address: string, url: string): Promise<void> {
  for (const instance of await deployment.instances.list()) {
    const client = await createDemoClient(address, instance)
    const { items } = await client.get('/resources')
    const resource = items.find((each: { label: string }) => each.label === REPUTATION_RESOURCE)
    if (resource) await client.patch(`/resources/${resource.id}`, { settings: { url } })
  }
}

async function stream(
  deployment: Deployment,
  address: string,
  tenant: (typeof DEMO_TENANTS)[number],
  fresh: boolean,
  log: Log,
): Promise<() => void> {
  const instance = await deployment.instances.find(tenant.slug)
  if (!instance) return () => {}
  const client: DemoClient = await createDemoClient(address, instance)
  let n = Math.floor(Date.now() / 1000) % 1_000_000
  const next = () => {
    n += 1
    return tenant.source === 'suricata' ? networkAlert(n, new Date()) : cloudAlert(n, new Date())
  }
  const send = (alerts: unknown) => client.post(`/alerts?source=${tenant.source}`, alerts)
  if (fresh) await send(Array.from({ length: FIRST_ALERTS }, next))
  const timer = setInterval(() => {
    send(next()).catch((error: unknown) => log.debug({ err: error }, 'A demo alert was not taken'))
  }, PAUSE_MS)
  return () => clearInterval(timer)
}
