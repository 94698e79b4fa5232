import pg from 'pg'
import { WORKER_LOCKS } from './claim-sql.ts'
import type { EngineLog } from './engine-log.ts'

export const WORK_CHANNEL = 'tocsin_work'

export interface WorkSessionEvents {
  /** Connected, alive as `number`; `again` after a break. */
  opened(number: number, again: boolean): void
  closed(): void
  notified(payload: string): void
}

/**
 * The connection whose advisory lock says that this worker is alive, and that hears of new work. After a cut it
 * connects again, with the same number if nobody took it over.
 */
export class WorkSession {
  readonly #config: pg.ClientConfig
  readonly #events: WorkSessionEvents
  readonly #log: EngineLog
  #client: pg.Client | null = null
  #number: number | null = null
  #stopped = false
  #retry: NodeJS.Timeout | null = null
  #failures = 0

  constructor(config: pg.ClientConfig, events: WorkSessionEvents, log: EngineLog) {
    this.#config = config
    this.#events = events
    this.#log = log
  }

  /** Resolves when connected for the first time; rejects if that fails. */
  async start(): Promise<void> {
    await this.#open()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#retry) clearTimeout(this.#retry)
    const client = this.#client
    this.#client = null
    await client?.end()
  }

  /** Dies as after kill -9: the socket closes, nothing is said. For tests of takeover. */
  cut(): void {
    this.#stopped = true
    if (this.#retry) clearTimeout(this.#retry)
    destroySocket(this.#client)
    this.#client = null
  }

  async #open(): Promise<void> {
    const again = this.#number !== null
    const client = new pg.Client({ ...this.#config, keepAlive: true, application_name: 'tocsin worker' })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', (message) => this.#events.notified(message.payload ?? ''))
    let number: number
    try {
      await client.connect()
      number = await this.#lockNumber(client)
      await client.query(`listen ${WORK_CHANNEL}`)
      if (this.#stopped) throw new Error('The worker has stopped meanwhile')
    } catch (error) {
      destroySocket(client)
      throw error
    }
    // Not before it is whole: what breaks until then is said by the rejection alone, or it would be opened twice.
    this.#client = client
    this.#number = number
    this.#failures = 0
    this.#events.opened(number, again)
  }

  async #lockNumber(client: pg.Client): Promise<number> {
    for (;;) {
      const number = this.#number ?? (await nextNumber(client))
      const locked = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1::int, $2::int) as ok', [
        WORKER_LOCKS,
        number,
      ])
      if (locked.rows[0]?.ok) return number
      this.#number = null
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    destroySocket(client)
    if (this.#stopped) return
    this.#events.closed()
    this.#reopen()
  }

  #reopen(): void {
    const delay = Math.min(5000, 50 * 2 ** this.#failures)
    this.#failures += 1
    this.#retry = setTimeout(() => {
      this.#open().catch((error: unknown) => {
        if (this.#stopped) return
        this.#log.warn({ err: error, delay }, 'No connection to the database; trying again')
        this.#reopen()
      })
    }, delay)
  }
}

async function nextNumber(client: pg.Client): Promise<number> {
  const next = await client.query<{ number: string | number }>(`select nextval('tocsin.worker_numbers') as number`)
  return Number(next.rows[0]?.number)
}

function destroySocket(client: pg.Client | null): void {
  if (client && 'connection' in client) {
    const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
    connection.stream.destroy()
  }
}
