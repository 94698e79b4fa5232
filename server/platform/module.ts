import type { Tx } from './database/instance-database.ts'
import type { Subscription } from './events/event-bus.ts'
import type { Route } from './http/route.ts'
import type { JobKind } from './jobs/job.ts'

/** What one domain word brings to the product; the composition root collects these. */
export interface ServerModule {
  name: string
  routes?: Route[]
  subscriptions?: Subscription[]
  jobs?: JobKind[]
  /**
   * Runs in the transaction that creates an instance, and again at every start, so shipped content of a new version
   * arrives: must leave alone what is already there.
   */
  provision?: (tx: Tx) => Promise<void>
}
