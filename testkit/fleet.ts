import type { Clock, ServerModule } from '@tocsin/server/platform/index.ts'
import type { ApiClient } from './api-client.ts'
import { createTestDeployment, type TestDeployment, type TestInstance } from './deployment.ts'
import { eventually } from './eventually.ts'

export const EVERYTHING = { metrics: true, 'incident-list': true, content: true, connect: true }

export interface TestFleet {
  home: TestDeployment
  /** Another deployment with its own database. */
  away: TestDeployment
  console: TestInstance
  /** Served by the console's deployment. */
  hosted: TestInstance
  /** Served by the other deployment. */
  remote: TestInstance
  /** Pairs and gives the tenant's id. */
  pair(tenant: TestInstance, options?: { name?: string; mode?: string; grants?: unknown }): Promise<string>
  stop(): Promise<void>
}

export interface TestFleetOptions {
  also?: ServerModule[]
  /** The time at the other deployment, which may be wrong. */
  awayClock?: Clock
}

/** A console, a hosted and a remote tenant, in two deployments on different ports with databases of their own. */
export async function createTestFleet(options: TestFleetOptions = {}): Promise<TestFleet> {
  const { awayClock, ...both } = options
  const [home, away] = await Promise.all([
    createTestDeployment(both),
    createTestDeployment(awayClock === undefined ? both : { ...both, clock: awayClock }),
  ])
  const mssp = await home.addInstance('mssp', { console: true, name: 'MSSP' })
  const hosted = await home.addInstance('acme', { name: 'Acme' })
  const remote = await away.addInstance('globex', { name: 'Globex' })
  return {
    home,
    away,
    console: mssp,
    hosted,
    remote,
    async pair(tenant, { name = tenant.instance.name, mode = 'direct', grants = EVERYTHING } = {}) {
      const opened = await tenant.api.post('/pairings', { grants })
      if (opened.status !== 201) throw new Error(`No pairing code: ${JSON.stringify(opened.body)}`)
      const url = tenant.instance.url()
      const paired = await mssp.api.post('/fleet/tenants', { url, code: opened.body.code, name, mode })
      if (paired.status !== 201) throw new Error(`Not paired: ${JSON.stringify(paired.body)}`)
      return paired.body.id
    },
    async stop() {
      await Promise.all([home.stop(), away.stop()])
    },
  }
}

/** Waits until a tenant's row in Nodes Management is as wanted. */
export async function tenantWith(
  api: ApiClient,
  id: string,
  // biome-ignore lint/suspicious/noExplicitAny: an answer as it came over the wire
  wanted: (tenant: any) => boolean,
  what: string,
) {
  return eventually(async () => {
    const { body } = await api.get(`/fleet/tenants/${id}`)
    return wanted(body) && body
  }, what)
}
