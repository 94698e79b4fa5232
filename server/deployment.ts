import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createContentRegistry } from '@tocsin/content'
import { allCapabilities } from '@tocsin/contracts'
import { WorkQueue } from '@tocsin/engine/queue/index.ts'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createUser, identify, oneTimePassword } from './access/index.ts'
import { modules as productModules } from './modules.ts'
import { readBuildStamp } from './platform/build-stamp.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { writing } from './platform/database/embedded/embedded-failure.ts'
import { migrateSchema, prepareMigrationRecord, readMigration, readMigrations } from './platform/database/migrate.ts'
import { type Database, openDatabase } from './platform/database/open-database.ts'
import { createPool } from './platform/database/pool.ts'
import { createEventBus } from './platform/events/index.ts'
import { machineActor } from './platform/http/actor.ts'
import { createHttpServer } from './platform/http/server.ts'
import type { Instance } from './platform/instance.ts'
import {
  createInstanceRegistry,
  type InstanceRegistry,
  type NewInstance,
} from './platform/instances/instance-registry.ts'
import { createJobWorker } from './platform/jobs/job-worker.ts'
import { createLazyActionRunner } from './platform/lazy-action-runner.ts'
import { createLiveRelay } from './platform/live/live-relay.ts'
import type { Log } from './platform/log.ts'
import { createMailer } from './platform/mailer.ts'
import type { ServerModule } from './platform/module.ts'
import { loadDeploymentKey } from './platform/secrets/deployment-key.ts'

export interface Administrator {
  email: string
  /** Null makes a one-time password, which is returned. */
  password: string | null
  name?: string
}

/** Identical processes over one PostgreSQL, serving instances; a value, so that several fit in one test. */
export interface Deployment {
  config: Config
  pool: pg.Pool
  instances: InstanceRegistry
  /** Makes an instance with its first administrator; gives the password that he signs in with first. */
  createInstance(input: NewInstance, administrator: Administrator): Promise<{ instance: Instance; password: string }>
  /** Listens and works, as the configured roles say. Gives the address. */
  start(): Promise<string>
  stop(): Promise<void>
}

export interface OpenOptions {
  clock?: Clock
  /** Modules beside those of the product, for tests. */
  also?: readonly ServerModule[]
}

/** Opens the database, brings it up to date and composes the program; nothing listens or works before `start`. */
export async function openDeployment(config: Config, log: Log, options: OpenOptions = {}): Promise<Deployment> {
  const { clock = systemClock, also = [] } = options
  writing(config.dataDirectory, () => mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 }))
  const database = await openDatabase(config, log)
  const pool = createPool(database.connectionString, log)
  try {
    const deploymentKey = await loadDeploymentKey(config.dataDirectory)
    return await compose(config, log, clock, [...productModules, ...also], database, pool, deploymentKey)
  } catch (error) {
    await pool.end()
    await database.close()
    throw error
  }
}

async function compose(
  config: Config,
  log: Log,
  clock: Clock,
  modules: readonly ServerModule[],
  database: Database,
  pool: pg.Pool,
  deploymentKey: Buffer,
): Promise<Deployment> {
  const engineSql = join(config.root, 'engine/stores/postgres')
  await prepareMigrationRecord(pool)
  const deploymentMigrations = [
    await readMigration(join(engineSql, 'work.sql'), 'engine-work'),
    ...(await readMigrations(join(config.root, 'server/migrations/deployment'))),
  ]
  await migrateSchema(pool, 'tocsin', deploymentMigrations, log)
  const migrations = [
    await readMigration(join(engineSql, 'instance.sql'), 'engine-runs'),
    await readMigration(join(engineSql, 'instance-calls.sql'), 'engine-calls'),
    ...(await readMigrations(join(config.root, 'server/migrations/instance'))),
  ]

  let address = config.publicUrl ?? `http://${config.host}:${config.port}`
  const queue = new WorkQueue({ pool, log })
  const events = createEventBus(modules.flatMap((module) => module.subscriptions ?? []))
  const relay = createLiveRelay(pool, log)
  const instances = createInstanceRegistry({
    pool,
    deploymentKey,
    migrations,
    modules,
    provisionVersion: createHash('sha256')
      .update(JSON.stringify([migrations.map((m) => m.checksum), readBuildStamp(config.root)]))
      .digest('hex'),
    events,
    relay,
    clock,
    log,
    syncStates: modules.find((module) => module.syncStates)?.syncStates ?? (async () => new Map()),
    content: createContentRegistry(modules.flatMap((module) => module.contentKinds ?? [])),
    actionRunner: createLazyActionRunner(config, log),
    mailer: createMailer(config),
    actionsPerHour: config.actionsPerHour,
    publicUrl: () => address,
    wakeWorkers: () => queue.wake(),
  })
  await instances.bringUpToDate()

  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const jobs = createJobWorker({
    pool,
    queue,
    instances,
    kinds: modules.flatMap((module) => module.jobs ?? []),
    log,
    metrics,
  })
  const workers = modules.flatMap((module) => module.work?.({ modules, pool, queue, instances, log }) ?? [])
  const findInstance = (slug: string) => instances.find(slug)
  let app: FastifyInstance | null = null

  return {
    config,
    pool,
    instances,
    async createInstance(input, administrator) {
      const password = administrator.password ?? oneTimePassword()
      const instance = await instances.create(input, (created) => addAdministrator(created, administrator, password))
      return { instance, password }
    },
    async start() {
      await relay.start()
      if (config.roles.includes('worker')) await queue.start()
      if (config.roles.includes('web')) {
        app = await createHttpServer({
          log,
          routes: modules.flatMap((module) => module.routes ?? []),
          dialects: modules.flatMap((module) => module.dialect ?? []),
          findInstance,
          defaultSlug: async () => (await instances.list())[0]?.slug ?? 'mssp',
          identify,
          ready: async () => void (await pool.query('select 1 from tocsin.instances limit 1')),
          metrics,
          webFolder: join(config.root, 'dist/web'),
          extend: (server) => {
            for (const module of modules) module.extend?.(server, { modules, findInstance })
          },
        })
        const bound = await app.listen({ host: config.host, port: config.port })
        if (config.publicUrl === null) address = bound
      }
      return address
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
      await app?.close()
      await jobs.stop()
      await queue.stop()
      await relay.stop()
      await pool.end()
      await database.close()
    },
  }
}

/** The first administrator. */
async function addAdministrator(instance: Instance, administrator: Administrator, password: string): Promise<void> {
  const platform = machineActor({ kind: 'system', id: 'platform', name: 'Tocsin' }, allCapabilities)
  await instance.database.write(async (tx) => {
    // Left over from a creation that was cut short: nobody has seen that password.
    await tx.sql.deleteFrom('users').execute()
    await createUser(tx, platform, {
      email: administrator.email,
      name: administrator.name ?? 'Administrator',
      profile: 'Administrator',
      password,
      mustChangePassword: administrator.password === null,
    })
  })
}
