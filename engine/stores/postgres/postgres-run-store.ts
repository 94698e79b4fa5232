import pg from 'pg'
import type { ActionResult, Entry } from '../../journal/entry.ts'
import type { InstanceScope, RunEvent, RunIdentity } from '../../journal/run-identity.ts'
import type { Append, AppendResult, News, RunStore, StoredRun } from '../../journal/run-store.ts'
import type { Claim } from '../../queue/claim.ts'
import { acceptWake } from '../../queue/settle-claim.ts'
import { GraphCache, loadNews, loadRuns, loadValues } from './load-runs.ts'
import { asInstance, enterInstance, type RunTransaction, readAsInstance } from './run-transaction.ts'
import { sendTogether } from './send-together.ts'
import { Refused, writeAppends } from './write-appends.ts'

export interface PostgresRunStoreOptions {
  pool: pg.Pool
  /** Pipelining connections for appends; a few of its own to the same database unless given. */
  appendPool?: pg.Pool
  /** The instance that a role belongs to, or null where this process does not serve it. */
  instanceOf(role: string): InstanceScope | null | Promise<InstanceScope | null>
  /** The host's part of the transaction, for facts of these types. */
  recordedTypes?: readonly Entry['type'][]
  record?(events: readonly RunEvent[], tx: RunTransaction): Promise<void>
}

/** The host's part of the transaction failed and hid it. */
class RolledBack extends Error {
  override readonly name = 'RolledBack'
}

const UNIQUE_VIOLATION = '23505'
const APPEND_CONNECTIONS = 4
/**
 * Appends name their rows by key. Their plans are kept, and one that was made while a table was small would read the
 * whole of it for each group of a storm.
 */
const BY_INDEX = 'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off'

export class PostgresRunStore implements RunStore {
  readonly #pool: pg.Pool
  readonly #appendPool: pg.Pool
  readonly #options: PostgresRunStoreOptions
  readonly #recorded: ReadonlySet<Entry['type']>
  readonly #graphs = new GraphCache()

  constructor(options: PostgresRunStoreOptions) {
    this.#pool = options.pool
    this.#appendPool = options.appendPool ?? openAppendPool(options.pool)
    this.#options = options
    this.#recorded = new Set(options.record ? options.recordedTypes : [])
  }

  async load(claims: readonly Claim[]): Promise<(StoredRun | null)[]> {
    const found = new Map<Claim, StoredRun>()
    for (const [role, group] of groupBy(claims, (claim) => claim.role)) {
      const instance = await this.#options.instanceOf(role)
      if (!instance) continue
      const ids = group.map((claim) => claim.ref)
      const runs = await readAsInstance(this.#pool, instance, (client) => loadRuns(client, instance, ids, this.#graphs))
      for (const claim of group) {
        const run = runs.get(claim.ref)
        if (run) found.set(claim, run)
      }
    }
    return claims.map((claim) => found.get(claim) ?? null)
  }

  readNews(run: RunIdentity, claim: Claim): Promise<News> {
    return asInstance(this.#pool, run.instance, async (client) => {
      await acceptWake(client, claim)
      return loadNews(client, run.id)
    })
  }

  readValues(run: RunIdentity, ids: readonly string[]): Promise<Map<string, ActionResult>> {
    return readAsInstance(this.#pool, run.instance, (client) => loadValues(client, run.id, ids))
  }

  async close(): Promise<void> {
    if (!this.#options.appendPool) await this.#appendPool.end()
  }

  /** All in one transaction over their instances; where one is refused, each instance and then each run by itself. */
  async append(appends: readonly Append[]): Promise<(AppendResult | Error)[]> {
    try {
      await this.#writeAll(appends)
      return appends.map(() => 'committed')
    } catch (error) {
      if (!isStatementError(error)) throw error
      return appends.length === 1 && appends[0] ? [await this.#explain(appends[0], error)] : this.#apart(appends)
    }
  }

  async #apart(appends: readonly Append[]): Promise<(AppendResult | Error)[]> {
    const byInstance = groupBy(appends, (append) => append.run.instance.role)
    const groups = byInstance.size > 1 ? [...byInstance.values()] : appends.map((append) => [append])
    const results = new Map<Append, AppendResult | Error>()
    for (const group of groups) {
      const ended = await this.append(group)
      group.forEach((append, index) => {
        results.set(append, ended[index] ?? 'refused')
      })
    }
    return appends.map((append) => results.get(append) ?? 'refused')
  }

  async #writeAll(appends: readonly Append[]): Promise<void> {
    const client = await this.#appendPool.connect()
    const after: (() => void)[] = []
    try {
      let begin = 'begin; '
      for (const group of groupBy(appends, (append) => append.run.instance.role).values()) {
        const instance = group[0]?.run.instance
        if (!instance) continue
        const enter = `${begin}${enterInstance(instance)}`
        begin = ''
        const sent = sendTogether(client, () => [client.query(enter), writeAppends(client, instance.schema, group)])
        const [entering, writing] = await Promise.allSettled(sent)
        if (entering?.status === 'rejected') throw entering.reason
        if (writing?.status === 'rejected') throw writing.reason
        await this.#record(group, { instance, client, afterCommit: (run) => after.push(run) })
      }
      const committed = await client.query('commit')
      // After a statement that failed unseen, PostgreSQL answers a commit with a rollback.
      if (committed.command !== 'COMMIT') throw new RolledBack('The transaction had failed before its commit')
      client.release()
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      )
      throw error
    }
    for (const run of after) run()
  }

  async #record(group: readonly Append[], tx: RunTransaction): Promise<void> {
    if (this.#recorded.size === 0) return
    const events = group.flatMap((append) => append.events.filter((event) => this.#recorded.has(event.entry.type)))
    if (events.length > 0) await this.#options.record?.(events, tx)
  }

  /** Whether a refused append is refused indeed, or was committed before and its answer lost. */
  async #explain(append: Append, error: unknown): Promise<AppendResult | Error> {
    const [first] = append.records
    const doubted = error instanceof Refused || isDuplicateRecord(error)
    if (!doubted) return error instanceof Error ? error : new Error(String(error))
    if (!first) return 'refused'
    const written = await readAsInstance(this.#pool, append.run.instance, (client) =>
      client.query<{ fence: number }>('select fence from run_journal where run_id = $1 and seq = $2', [
        append.run.id,
        first.seq,
      ]),
    )
    return written.rows[0]?.fence === append.claim.fence ? 'committed' : 'refused'
  }
}

/** Kept open and apart, so that no commit waits behind requests; statements follow each other without waiting. */
function openAppendPool(pool: pg.Pool): pg.Pool {
  const appendPool = new pg.Pool({ ...pool.options, max: APPEND_CONNECTIONS, idleTimeoutMillis: 0, pipeline: true })
  // Reported by the append that meets it.
  appendPool.on('error', () => {})
  appendPool.on('connect', (client) => {
    client.on('error', () => {})
    client.query(BY_INDEX).catch(() => {})
  })
  return appendPool
}

function isDuplicateRecord(error: unknown): boolean {
  return (
    databaseCode(error) === UNIQUE_VIOLATION &&
    error instanceof Error &&
    'table' in error &&
    error.table === 'run_journal'
  )
}

/** True where the database is there and refused; false where it may or may not have done it. */
function isStatementError(error: unknown): boolean {
  if (error instanceof Refused || error instanceof RolledBack) return true
  const code = databaseCode(error)
  if (code === null) return !(error instanceof Error && isConnectionError(error))
  // 57: the server is going down; 08: the connection broke; 40: deadlock, simply again; 53: out of resources.
  return !/^(57|08|40|53)/.test(code)
}

function isConnectionError(error: Error): boolean {
  return 'code' in error || /connection|timeout|socket|ended|terminated/i.test(error.message)
}

function databaseCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[0-9A-Z]{5}$/.test(code) ? code : null
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
