import type { ContentKind } from '@tocsin/content'
import type { WorkQueue } from '@tocsin/engine/queue/index.ts'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Actor } from './http/actor.ts'
import type { Dialect } from './http/dialect.ts'
import type { Route } from './http/route.ts'
import type { Instance, Subscription, Tx } from './instance.ts'
import type { JobKind } from './jobs/job.ts'
import type { Log } from './log.ts'

export interface ExtendDeps {
  modules: readonly ServerModule[]
  /** The instance behind the first segment of a path, or null. */
  findInstance(slug: string): Promise<Instance | null>
}

export interface WorkDeps {
  modules: readonly ServerModule[]
  pool: pg.Pool
  queue: WorkQueue
  instances: { byRole(role: string): Promise<Instance | null> }
  log: Log
}

/** Work of a module's own lane of the queue. */
export interface ModuleWorker {
  /** Ends what is under way, within a few seconds. */
  stop(): Promise<void>
}

/** What one domain word brings to the product; the composition root collects these. */
export interface ServerModule {
  name: string
  routes?: Route[]
  subscriptions?: Subscription[]
  jobs?: JobKind[]
  /** Kinds of content that the module owns, for import, export and pushes. */
  contentKinds?: readonly ContentKind<Tx, Actor>[]
  /** What a console knows of its content at the tenants, for modules to its left. */
  syncStates?: Instance['syncStates']
  /** Calls under another base, as clients of another product make them. */
  dialect?: Dialect
  /** Routes outside the API of an instance, such as the link. */
  extend?: (app: FastifyInstance, deps: ExtendDeps) => void
  /** Serves a lane of the work queue that is not one of background jobs. */
  work?: (deps: WorkDeps) => ModuleWorker
  /**
   * Runs in the transaction that creates an instance, and again at every start, so shipped content of a new version
   * arrives: must leave alone what is already there.
   */
  provision?: (tx: Tx) => Promise<void>
}
