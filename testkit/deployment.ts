import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allCapabilities } from '@tocsin/contracts'
import { type Deployment, openDeployment } from '@tocsin/server/deployment.ts'
import { type Clock, systemClock } from '@tocsin/server/platform/clock.ts'
import { readConfig } from '@tocsin/server/platform/config.ts'
import { type Actor, machineActor } from '@tocsin/server/platform/index.ts'
import type { Instance } from '@tocsin/server/platform/instance.ts'
import { createLog, silentLog } from '@tocsin/server/platform/log.ts'
import type { ServerModule } from '@tocsin/server/platform/module.ts'
import { type ApiClient, createApiClient } from './api-client.ts'
import { createTestDatabase } from './postgres/index.ts'

export const ADMIN_EMAIL = 'admin@test.example'
export const ADMIN_PASSWORD = 'correct horse battery'

/** A person with every right, for calling use cases directly. */
export const testActor: Actor = machineActor(
  { kind: 'user', id: '00000000-0000-4000-8000-000000000001', name: 'Anna' },
  allCapabilities,
)

export interface TestInstance {
  instance: Instance
  /** Calls the API as the instance's first administrator. */
  api: ApiClient
  actor: Actor
}

export interface TestDeployment {
  deployment: Deployment
  /** `http://127.0.0.1:<port>` */
  address: string
  databaseUrl: string
  addInstance(slug: string, options?: { console?: boolean; name?: string }): Promise<TestInstance>
  /** Stops the program as Ctrl-C does; `restart` starts it again. */
  halt(): Promise<void>
  /** Stops and starts the program on the same data and address, as a restart does. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface TestDeploymentOptions {
  clock?: Clock
  roles?: ('web' | 'worker')[]
  /** Modules of the test's own, beside those of the product. */
  also?: ServerModule[]
  /** Settings of the deployment, as it finds them in its environment. */
  environment?: Record<string, string>
}

/** A whole deployment on a fresh database and a free port; several fit in one test. */
export async function createTestDeployment(options: TestDeploymentOptions = {}): Promise<TestDeployment> {
  const database = await createTestDatabase()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
  const level = process.env.TOCSIN_TEST_LOG
  const config = readConfig(
    {
      TOCSIN_DATABASE_URL: database.connectionString,
      TOCSIN_DATA: dataDirectory,
      TOCSIN_PORT: '0',
      ...options.environment,
    },
    { roles: options.roles ?? ['web', 'worker'] },
  )
  const log = level === undefined ? silentLog : createLog({ logLevel: level === 'debug' ? 'debug' : 'info' })
  let running = true
  const open = () => openDeployment(config, log, { clock: options.clock ?? systemClock, also: options.also ?? [] })
  const test: TestDeployment = {
    deployment: await open(),
    address: '',
    databaseUrl: database.connectionString,
    async addInstance(slug, { console = false, name = slug } = {}) {
      const { instance } = await test.deployment.createInstance(
        { slug, name, console },
        { email: ADMIN_EMAIL, password: ADMIN_PASSWORD, name: 'Anna' },
      )
      const api = await createApiClient(test.address, slug, { email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
      return { instance, api, actor: testActor }
    },
    async halt() {
      if (running) await test.deployment.stop()
      running = false
    },
    async restart() {
      await test.halt()
      // Others know this deployment by its address.
      config.port = Number(new URL(test.address).port)
      test.deployment = await open()
      test.address = await test.deployment.start()
      running = true
    },
    async stop() {
      await test.halt()
      await database.drop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
  test.address = await test.deployment.start()
  return test
}

/** A deployment with one instance, for tests of a module. */
export async function createTestInstance(
  options: TestDeploymentOptions & { console?: boolean } = {},
): Promise<TestInstance & { test: TestDeployment; stop(): Promise<void> }> {
  const test = await createTestDeployment(options)
  const added = await test.addInstance('acme', { console: options.console ?? false, name: 'Acme' })
  return { ...added, test, stop: () => test.stop() }
}
