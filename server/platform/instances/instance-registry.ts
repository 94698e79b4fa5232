import { randomBytes } from 'node:crypto'
import type { ActionRunner } from '@tocsin/action-runner'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import { createInstanceDatabase } from '../database/instance-database.ts'
import { type Migration, migrateSchema } from '../database/migrate.ts'
import { quoteIdentifier, violatedConstraint } from '../database/pool.ts'
import { Failure, notFound } from '../failure.ts'
import type { EventBus, Instance } from '../instance.ts'
import { createLiveHub } from '../live/live-hub.ts'
import type { LiveRelay } from '../live/live-relay.ts'
import type { Log } from '../log.ts'
import type { Mailer } from '../mailer.ts'
import type { ServerModule } from '../module.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { createSchema, restrictAppendOnly } from './create-schema.ts'
import { type InstanceRow, instanceColumns } from './instance-row.ts'
import { makeWrappedKey, unwrapKey } from './wrapped-key.ts'

export interface RegistryDeps {
  pool: pg.Pool
  deploymentKey: Buffer
  migrations: readonly Migration[]
  modules: readonly ServerModule[]
  /** Changes whenever shipped content may have changed. */
  provisionVersion: string
  events: EventBus
  relay: LiveRelay
  clock: Clock
  log: Log
  content: Instance['content']
  syncStates: Instance['syncStates']
  actionRunner: ActionRunner
  mailer: Mailer
  actionsPerHour: number | null
  publicUrl(): string
  wakeWorkers(): void
}

export interface NewInstance {
  slug: string
  name: string
  console?: boolean
  colour?: string
}

/** The instances that this deployment serves. Each process keeps them as values and learns of new ones on demand. */
export interface InstanceRegistry {
  /** `also` runs in the transaction that makes the instance whole: its first administrator, for example. */
  create(input: NewInstance, also?: (instance: Instance) => Promise<void>): Promise<Instance>
  find(slug: string): Promise<Instance | null>
  get(slug: string): Promise<Instance>
  byRole(role: string): Promise<Instance | null>
  list(): Promise<Instance[]>
  destroy(slug: string): Promise<void>
  rename(slug: string, changes: { name?: string; colour?: string }): Promise<Instance>
  /** Migrates and provisions what an older program left behind; several schemas at a time. */
  bringUpToDate(): Promise<void>
}

const palette = ['#4cc2ff', '#6fd14b', '#f0883e', '#8a5be0', '#2aa5c9', '#ffd34d', '#ef6fa8']
const MIGRATED_AT_ONCE = 4

export function createInstanceRegistry(deps: RegistryDeps): InstanceRegistry {
  const bySlug = new Map<string, Instance>()
  const byRole = new Map<string, Instance>()

  function toInstance(row: InstanceRow): Instance {
    const known = byRole.get(row.role)
    if (known && known.slug === row.slug && known.name === row.name && known.colour === row.colour) return known
    const hub = createLiveHub((change) => deps.relay.send(row.role, change))
    deps.relay.listen(row.role, hub.receive)
    const instance: Instance = {
      id: row.id,
      slug: row.slug,
      name: row.name,
      colour: row.colour,
      console: row.console,
      schema: row.schema,
      role: row.role,
      get database() {
        return database
      },
      events: deps.events,
      live: hub,
      secrets: createSecrets(unwrapKey(deps.deploymentKey, row.id, row.wrapped_key), row.id),
      clock: deps.clock,
      content: deps.content,
      syncStates: deps.syncStates,
      actionRunner: deps.actionRunner,
      mailer: deps.mailer,
      actionsPerHour: deps.actionsPerHour,
      log: deps.log.child({ instance: row.slug }),
      url: () => `${deps.publicUrl()}/${row.slug}`,
      wakeWorkers: deps.wakeWorkers,
    }
    const database = createInstanceDatabase(deps.pool, instance)
    if (known) bySlug.delete(known.slug)
    bySlug.set(row.slug, instance)
    byRole.set(row.role, instance)
    return instance
  }

  async function select(where: string, values: unknown[] = []): Promise<InstanceRow[]> {
    const found = await deps.pool.query<InstanceRow>(
      `select ${instanceColumns} from tocsin.instances ${where} order by created_at, slug`,
      values,
    )
    return found.rows
  }

  async function complete(row: InstanceRow): Promise<Instance> {
    await migrateSchema(deps.pool, row.schema, deps.migrations, deps.log)
    const client = await deps.pool.connect()
    try {
      await restrictAppendOnly(client, row)
    } finally {
      client.release()
    }
    const instance = toInstance(row)
    await instance.database.write(async (tx) => {
      for (const module of deps.modules) await module.provision?.(tx)
    })
    return instance
  }

  async function markProvisioned(row: InstanceRow): Promise<void> {
    await deps.pool.query('update tocsin.instances set provisioned = $2 where id = $1', [row.id, deps.provisionVersion])
  }

  async function insert(input: NewInstance): Promise<InstanceRow> {
    const id = randomBytes(5).toString('hex')
    const client = await deps.pool.connect()
    try {
      await client.query('begin')
      const count = await client.query<{ count: number }>('select count(*) from tocsin.instances')
      const inserted = await client.query<InstanceRow>(
        `insert into tocsin.instances (id, slug, name, colour, console, schema, role, wrapped_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${instanceColumns}`,
        [
          id,
          input.slug,
          input.name,
          input.colour ?? palette[(count.rows[0]?.count ?? 0) % palette.length],
          input.console ?? false,
          `i_${id}`,
          `tocsin_i_${id}`,
          makeWrappedKey(deps.deploymentKey, id),
        ],
      )
      const row = inserted.rows[0] as InstanceRow
      await createSchema(client, row)
      await client.query('commit')
      return row
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw explainCreation(error, input.slug)
    } finally {
      client.release()
    }
  }

  const registry: InstanceRegistry = {
    async create(input, also) {
      // A creation that was cut short is taken up again under the same slug.
      const [unfinished] = await select('where slug = $1 and provisioned is null', [input.slug])
      const row = unfinished ?? (await insert(input))
      const instance = await complete(row)
      await also?.(instance)
      await markProvisioned(row)
      deps.log.info({ instance: input.slug }, 'Instance created')
      return instance
    },

    async find(slug) {
      const known = bySlug.get(slug)
      if (known) return known
      if (!/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/.test(slug)) return null
      const [row] = await select('where slug = $1 and provisioned is not null', [slug])
      return row ? toInstance(row) : null
    },

    async get(slug) {
      const instance = await registry.find(slug)
      if (!instance) throw notFound('instance', slug)
      return instance
    },

    async byRole(role) {
      const known = byRole.get(role)
      if (known) return known
      const [row] = await select('where role = $1 and provisioned is not null', [role])
      return row ? toInstance(row) : null
    },

    async list() {
      return (await select('where provisioned is not null')).map(toInstance)
    },

    async rename(slug, changes) {
      const changed = await deps.pool.query<InstanceRow>(
        `update tocsin.instances set name = coalesce($2, name), colour = coalesce($3, colour) where slug = $1 returning ${instanceColumns}`,
        [slug, changes.name ?? null, changes.colour ?? null],
      )
      const row = changed.rows[0]
      if (!row) throw notFound('instance', slug)
      return toInstance(row)
    },

    async destroy(slug) {
      const [row] = await select('where slug = $1', [slug])
      if (!row) throw notFound('instance', slug)
      const client = await deps.pool.connect()
      try {
        await client.query('begin')
        await client.query('delete from tocsin.work where instance_role = $1', [row.role])
        await client.query(`drop schema ${quoteIdentifier(row.schema)} cascade`)
        await client.query(`drop owned by ${quoteIdentifier(row.role)}`)
        await client.query(`drop role ${quoteIdentifier(row.role)}`)
        await client.query('delete from tocsin.schema_migrations where schema = $1', [row.schema])
        await client.query('delete from tocsin.instances where id = $1', [row.id])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
      bySlug.delete(slug)
      byRole.delete(row.role)
    },

    async bringUpToDate() {
      // An instance whose creation was cut short has no `provisioned` and is finished by whoever creates it again.
      const behind = await select('where provisioned is not null and provisioned <> $1', [deps.provisionVersion])
      for (let start = 0; start < behind.length; start += MIGRATED_AT_ONCE) {
        const batch = behind.slice(start, start + MIGRATED_AT_ONCE)
        await Promise.all(batch.map(async (row) => complete(row).then(() => markProvisioned(row))))
      }
      if (behind.length > 0) deps.log.info({ instances: behind.length }, 'Instances brought up to date')
    },
  }
  return registry
}

function explainCreation(error: unknown, slug: string): unknown {
  const constraint = violatedConstraint(error)
  if (constraint === 'instances_slug_key') return new Failure('name_taken', `There is already an instance "${slug}".`)
  if (constraint === 'instances_slug_check') {
    return new Failure(
      'invalid_input',
      `"${slug}" cannot be an address: use 2 to 40 of a-z, 0-9 and "-", beginning with a letter.`,
    )
  }
  if (error instanceof Error && 'code' in error && error.code === '42501') {
    return new Failure(
      'not_allowed',
      `The database user may not create roles or schemas (${error.message}). Grant it CREATEROLE and CREATE on the database.`,
    )
  }
  return error
}
