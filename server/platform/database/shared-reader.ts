import { sendTogether } from '@tocsin/engine/stores/postgres/send-together.ts'
import type { CompiledQuery } from 'kysely'
import pg from 'pg'
import { isPassing } from './pool.ts'

interface Asked {
  statement: CompiledQuery
  rows: Promise<unknown[]>
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

type Answer = PromiseSettledResult<pg.QueryResult>

/** Most statements of one transaction. */
const MOST = 100
/** One is under way while the next gathers. */
const AT_ONCE = 2

/**
 * Reads of one statement each, as every request asks who sends it. Those that come while a read is under way go
 * together with the next, in one transaction and one round trip, and where they ask the same it is asked once. None is
 * answered from before it was asked, so what changed acts at once (ROL-06).
 */
export class SharedReader {
  readonly #pool: pg.Pool
  readonly #begin: string
  #waiting = new Map<string, Asked>()
  #running = 0
  #scheduled = false

  /** `begin` opens a transaction that cannot write. */
  constructor(pool: pg.Pool, begin: string) {
    this.#pool = pool
    this.#begin = begin
  }

  /** Gives the rows, which others may have got too: not to be changed. */
  find(statement: CompiledQuery): Promise<unknown[]> {
    const name = `${statement.sql} ${JSON.stringify(statement.parameters)}`
    const known = this.#waiting.get(name)
    if (known) return known.rows
    const asked = askedFor(statement)
    this.#waiting.set(name, asked)
    this.#schedule()
    return asked.rows
  }

  #schedule(): void {
    if (this.#scheduled || this.#running >= AT_ONCE || this.#waiting.size === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      const group = [...this.#waiting].slice(0, MOST)
      for (const [name] of group) this.#waiting.delete(name)
      this.#running += 1
      void this.#serve(group.map(([, asked]) => asked)).finally(() => {
        this.#running -= 1
        this.#schedule()
      })
      this.#schedule()
    })
  }

  /** One that fails spoils the transaction for those behind it: each of them is tried by itself. */
  async #serve(group: readonly Asked[], again = true): Promise<void> {
    const answers = await this.#send(group)
    if (!answers) return
    for (const [index, asked] of group.entries()) {
      const answer = answers[index]
      if (answer?.status === 'fulfilled') asked.resolve(answer.value.rows)
      else if (group.length > 1) await this.#serve([asked])
      else if (again && isPassing(answer?.reason)) await this.#serve([asked], false)
      else asked.reject(answer?.reason)
    }
  }

  async #send(group: readonly Asked[]): Promise<Answer[] | null> {
    let client: pg.PoolClient
    try {
      client = await this.#pool.connect()
    } catch (error) {
      for (const asked of group) asked.reject(error)
      return null
    }
    const sent = sendTogether(client, () => [
      client.query(this.#begin),
      ...group.map(({ statement }) => client.query(statement.sql, [...statement.parameters])),
      client.query('commit'),
    ])
    const answers = await Promise.allSettled(sent)
    const failed = answers.find((answer) => answer.status === 'rejected')
    client.release(failed?.status === 'rejected' && !(failed.reason instanceof pg.DatabaseError))
    const [begun, ...rest] = answers
    return begun?.status === 'rejected' ? group.map(() => begun) : rest.slice(0, group.length)
  }
}

function askedFor(statement: CompiledQuery): Asked {
  let resolve: Asked['resolve'] = () => {}
  let reject: Asked['reject'] = () => {}
  const rows = new Promise<unknown[]>((settle, fail) => {
    resolve = settle
    reject = fail
  })
  return { statement, rows, resolve, reject }
}
