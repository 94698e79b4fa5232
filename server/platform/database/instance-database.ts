import {
  type CompiledQuery,
  Kysely,
  PostgresAdapter,
  type PostgresDialectConfig,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'
import type { Instance, InstanceDatabase, Tx } from '../instance.ts'
import { beginWithFirst } from './begin-with-first.ts'
import { isPassing, quoteIdentifier } from './pool.ts'
import { SharedReader } from './shared-reader.ts'
import type { Tables } from './tables.ts'

/** Each transaction begins with the role and the search path of the instance, sent with its first statement. */
class InstanceDriver extends PostgresDriver {
  constructor(pool: pg.Pool, begin: string) {
    super({ pool: beginWithFirst(pool, begin) })
  }

  override async beginTransaction(): Promise<void> {}

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
  const readOnly = `begin isolation level repeatable read read only; ${enter}`
  const writer = createKysely(() => new InstanceDriver(pool, `begin; ${enter}`))
  const reader = createKysely(() => new InstanceDriver(pool, readOnly))
  const shared = new SharedReader(pool, readOnly)

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
    async find<Row>(statement: (sql: Kysely<Tables>) => { compile(): CompiledQuery<Row> }) {
      return (await shared.find(statement(reader).compile())) as Row[]
    },
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
