import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  type PostgresDialectConfig,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'
import type { Instance } from '../instance.ts'
import { isPassing, quoteIdentifier } from './pool.ts'
import type { Tables } from './tables.ts'

/**
 * A transaction as one instance's role. Use cases and stores take it, so that "the same inside a transaction" is one
 * call; it cannot see another instance's tables because PostgreSQL refuses.
 */
export interface Tx {
  readonly instance: Instance
  readonly sql: Kysely<Tables>
  /** Runs after the commit, never after a rollback. */
  afterCommit(run: () => void): void
  /** The request or job this belongs to, for audit. */
  readonly requestId: string | null
}

export interface InstanceDatabase {
  /** Runs `work` in one transaction; repeated on deadlock, so effects outside of it belong in `afterCommit`. */
  write<T>(work: (tx: Tx) => Promise<T>, requestId?: string): Promise<T>
  /** The same, read only, over one snapshot. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Joins a transaction that somebody else opened as this instance's role and will commit. */
  join(client: pg.ClientBase, afterCommit: (run: () => void) => void): Tx
}

/** Begins each transaction in one round trip with the role and the search path of the instance. */
class InstanceDriver extends PostgresDriver {
  readonly #begin: string

  constructor(config: PostgresDialectConfig, begin: string) {
    super(config)
    this.#begin = begin
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
  }

  /** The pool belongs to the deployment. */
  override async destroy(): Promise<void> {}
}

function createKysely(createDriver: () => PostgresDriver): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

export function createInstanceDatabase(pool: pg.Pool, instance: Instance): InstanceDatabase {
  const enter = `set local role ${quoteIdentifier(instance.role)}; set local search_path to ${quoteIdentifier(instance.schema)}, public`
  const writer = createKysely(() => new InstanceDriver({ pool }, `begin; ${enter}`))
  const reader = createKysely(
    () => new InstanceDriver({ pool }, `begin isolation level repeatable read read only; ${enter}`),
  )

  async function run<T>(
    kysely: Kysely<Tables>,
    work: (tx: Tx) => Promise<T>,
    requestId: string | null,
    tries: number,
  ): Promise<T> {
    const pending: (() => void)[] = []
    try {
      const result = await kysely
        .transaction()
        .execute((sql) => work({ instance, sql, requestId, afterCommit: (after) => pending.push(after) }))
      for (const after of pending) after()
      return result
    } catch (error) {
      if (tries > 1 && isPassing(error)) return run(kysely, work, requestId, tries - 1)
      throw error
    }
  }

  return {
    write: (work, requestId) => run(writer, work, requestId ?? null, 4),
    read: (work) => run(reader, work, null, 2),
    join: (client, afterCommit) => ({
      instance,
      sql: createKysely(() => new PostgresDriver({ pool: borrowed(client) })),
      requestId: null,
      afterCommit,
    }),
  }
}

/** A pool of the one client that is already inside a transaction. */
function borrowed(client: pg.ClientBase): PostgresDialectConfig['pool'] {
  const connection = {
    query: client.query.bind(client),
    release: () => {},
  }
  return { connect: async () => connection, end: async () => {} } as PostgresDialectConfig['pool']
}
