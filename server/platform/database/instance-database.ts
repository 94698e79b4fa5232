import { sendTogether } from '@tocsin/engine/stores/postgres/send-together.ts'
import {
  type CompiledQuery,
  Kysely,
  PostgresAdapter,
  type PostgresDialectConfig,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import type { Instance, InstanceDatabase, Tx } from '../instance.ts'
import { beginWithFirst } from './begin-with-first.ts'
import { isPassing, quoteIdentifier } from './pool.ts'
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
    async find(statement) {
      const compiled = statement(reader).compile()
      try {
        return await findTogether(pool, readOnly, compiled)
      } catch (error) {
        if (isPassing(error)) return findTogether(pool, readOnly, compiled)
        throw error
      }
    },
    join: (client, afterCommit) => ({
      instance,
      sql: createKysely(() => new PostgresDriver({ pool: borrowed(client) })),
      requestId: null,
      afterCommit,
    }),
  }
}

/** A whole transaction of one statement, sent at once. */
async function findTogether<Row>(pool: pg.Pool, begin: string, statement: CompiledQuery<Row>): Promise<Row[]> {
  const client = await pool.connect()
  const sent = sendTogether(client, () => [
    client.query(begin),
    client.query(statement.sql, [...statement.parameters]),
    client.query('commit'),
  ])
  const [begun, found] = await Promise.allSettled(sent)
  const failed = [begun, found].find((each) => each?.status === 'rejected')
  if (failed?.status === 'rejected') {
    client.release(!(failed.reason instanceof pg.DatabaseError))
    throw failed.reason
  }
  client.release()
  return found?.status === 'fulfilled' ? found.value.rows : []
}

/** A pool of the one client that is already inside a transaction. */
function borrowed(client: pg.ClientBase): PostgresDialectConfig['pool'] {
  const connection = {
    query: client.query.bind(client),
    release: () => {},
  }
  return { connect: async () => connection, end: async () => {} } as PostgresDialectConfig['pool']
}
