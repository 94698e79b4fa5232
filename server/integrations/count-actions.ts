import { sql } from 'kysely'
import { emit, Failure, type Instance, type Tx } from '../platform/index.ts'

/** More than any hour can hold: stands for no limit. */
const NO_LIMIT = 2_000_000_000
const HOUR_MS = 3_600_000
/** Hours that are kept for a look back. */
const KEPT_HOURS = 24 * 31

const platform = { kind: 'system', id: 'platform', name: 'Tocsin' } as const

interface Waiting {
  admit(): void
  refuse(refusal: Error): void
}

/**
 * Counts the actions of one instance in this process: those that come while a count is on its way go together with the
 * next, so that a burst costs few statements and the count of all processes stays exact.
 */
class ActionCounter {
  readonly #instance: Instance
  #waiting: Waiting[] = []
  #counting = false

  constructor(instance: Instance) {
    this.#instance = instance
  }

  count(): Promise<void> {
    return new Promise((admit, refuse) => {
      this.#waiting.push({ admit, refuse })
      if (!this.#counting) void this.#countAll()
    })
  }

  async #countAll(): Promise<void> {
    this.#counting = true
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0)
      try {
        const { admitted, limit, hour } = await this.#instance.database.write((tx) => addToHour(tx, group.length))
        for (const each of group.slice(0, admitted)) each.admit()
        for (const each of group.slice(admitted)) each.refuse(limitReached(this.#instance, limit, hour))
      } catch (error) {
        for (const each of group) each.refuse(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#counting = false
  }
}

/** By instance as a value, so that it is as long-lived as that and nothing is shared between instances. */
const counters = new WeakMap<Instance, ActionCounter>()

/**
 * Counts one action that is about to run (EXE-20). Throws `limit_reached` when the hour is full: then it must not run
 * (EXE-21). Of a crash of the database itself the last moment may be missing from the count: it is not waited for.
 */
export function countAction(instance: Instance): Promise<void> {
  const counter = counters.get(instance) ?? new ActionCounter(instance)
  counters.set(instance, counter)
  return counter.count()
}

interface Counted {
  admitted: number
  limit: number
  hour: Date
}

async function addToHour(tx: Tx, wanted: number): Promise<Counted> {
  const hour = startOfHour(tx.instance.clock.now())
  const { rows } = await sql<{ admitted: number; refused: number; used: number; limit: number }>`
    with hours_limit as materialized (
      select ${limitSql(tx)} as most, set_config('synchronous_commit', 'off', true) as at_once
    )
    insert into action_usage as usage (hour, used, admitted, refused)
    select ${hour}::timestamptz, least(${wanted}, most), least(${wanted}, most), greatest(0, ${wanted} - most) from hours_limit
    on conflict (hour) do update set
      used = usage.used + greatest(0, least(${wanted}, (select most from hours_limit) - usage.used)),
      admitted = greatest(0, least(${wanted}, (select most from hours_limit) - usage.used)),
      refused = usage.refused + ${wanted} - greatest(0, least(${wanted}, (select most from hours_limit) - usage.used))
    returning admitted, refused, used, (select most from hours_limit) as limit`.execute(tx.sql)
  const counted = rows[0]
  if (!counted) throw new Error('The count of actions gave no row.')
  if (counted.refused > 0 && counted.refused === wanted - counted.admitted) await tellOnce(tx, counted.limit, hour)
  if (counted.used === counted.admitted) await forgetOldHours(tx, hour)
  return { admitted: counted.admitted, limit: counted.limit, hour }
}

/** The first action of an hour that is not run is an event; the others fail by themselves (NTF-03). */
async function tellOnce(tx: Tx, limit: number, hour: Date): Promise<void> {
  await emit(tx, platform, {
    type: 'ActionLimitReached',
    subject: { kind: 'integrations', id: 'limit' },
    after: { limit, hour: hour.toISOString() },
  })
}

async function forgetOldHours(tx: Tx, hour: Date): Promise<void> {
  await tx.sql
    .deleteFrom('action_usage')
    .where('hour', '<', new Date(hour.getTime() - KEPT_HOURS * HOUR_MS))
    .execute()
}

function limitReached(instance: Instance, limit: number, hour: Date): Failure {
  const until = new Date(hour.getTime() + HOUR_MS).toISOString().slice(11, 16)
  return new Failure(
    'limit_reached',
    `The limit of ${limit} actions per hour for ${instance.name} is reached, so this one was not run. Actions run again from ${until} UTC; whoever runs this deployment can raise the limit: tocsin instance limit ${instance.slug} <number|off|default>.`,
  )
}

export interface ActionUsage {
  hour: string
  used: number
  refused: number
  /** Null for no limit. */
  limit: number | null
}

/** The current hour (EXE-22). */
export async function readActionUsage(tx: Tx): Promise<ActionUsage> {
  const hour = startOfHour(tx.instance.clock.now())
  const { rows } = await sql<{ used: number; refused: number; limit: number }>`
    select coalesce(used, 0) as used, coalesce(refused, 0) as refused, ${limitSql(tx)} as limit
    from (select) as one left join action_usage on hour = ${hour}::timestamptz`.execute(tx.sql)
  const { used = 0, refused = 0, limit = NO_LIMIT } = rows[0] ?? {}
  return { hour: hour.toISOString(), used, refused, limit: limit === NO_LIMIT ? null : limit }
}

/** Sets what the instance may run per hour: a number, no limit, or what the deployment grants to all. Takes effect at once. */
export async function setActionLimit(tx: Tx, limit: number | 'off' | 'default'): Promise<void> {
  if (limit === 'default') {
    await tx.sql.deleteFrom('action_limit').execute()
    return
  }
  const per_hour = limit === 'off' ? null : limit
  await tx.sql
    .insertInto('action_limit')
    .values({ per_hour })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ per_hour }))
    .execute()
}

function limitSql(tx: Tx) {
  const granted = tx.instance.actionsPerHour ?? NO_LIMIT
  return sql`coalesce((select coalesce(per_hour, ${NO_LIMIT}::integer) from action_limit), ${granted}::integer)`
}

function startOfHour(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
}
