import { sendTogether } from '@tocsin/engine/stores/postgres/send-together.ts'
import type { PostgresDialectConfig } from 'kysely'
import type pg from 'pg'

type KyselyPool = PostgresDialectConfig['pool']

/**
 * The pool for transactions that begin with their first statement: both travel together, so that entering an instance
 * costs no round trip. A statement never runs without the beginning: where that failed, PostgreSQL refuses the rest.
 */
export function beginWithFirst(pool: pg.Pool, begin: string): KyselyPool {
  return {
    async connect() {
      const client = await pool.connect()
      let begun = false
      const query = async (text: string, values?: readonly unknown[]) => {
        if (begun) return client.query(text, values && [...values])
        begun = true
        const [started, first] = sendTogether(client, () => [
          client.query(begin),
          client.query(text, values && [...values]),
        ])
        const [beginning, answer] = await Promise.allSettled([started, first])
        if (beginning.status === 'rejected') throw beginning.reason
        if (answer.status === 'rejected') throw answer.reason
        return answer.value
      }
      return { query, release: () => client.release() }
    },
    end: async () => {},
  } as unknown as KyselyPool
}
