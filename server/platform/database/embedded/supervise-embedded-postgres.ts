import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedConnection, type EmbeddedOptions, openEmbeddedCluster } from './embedded-postgres.ts'
import type { Postmaster } from './postmaster.ts'

export interface SupervisedPostgres extends EmbeddedConnection {
  /** The present server's process, or null between two. */
  readonly pid: number | null
  /** Stops the server and gives the data directory free, within 8 s. */
  stop(): Promise<void>
}

const SHORTEST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000
/** A server that lived this long did not fail at its start. */
const HEALTHY_MS = 60_000

/**
 * Runs the embedded PostgreSQL until `stop`: a server that ends by itself (killed, out of memory, disk full) is started
 * again, at once and then after growing pauses up to 5 s, behind the same connection string. Throws `EmbeddedFailure`
 * only for the first start.
 */
export async function superviseEmbeddedPostgres(options: EmbeddedOptions): Promise<SupervisedPostgres> {
  const { log } = options
  const opened = await openEmbeddedCluster(options)
  const stopping = new AbortController()
  let current: Postmaster | null = null
  try {
    current = await opened.start()
  } catch (error) {
    opened.close()
    throw error
  }

  async function watch(first: Postmaster): Promise<void> {
    let pause = SHORTEST_PAUSE_MS
    let server: Postmaster | null = first
    while (!stopping.signal.aborted) {
      const since = Date.now()
      if (server) {
        const end = await server.exited
        current = null
        if (stopping.signal.aborted) return
        log.error({ ...end }, 'PostgreSQL ended and is started again')
      }
      if (Date.now() - since > HEALTHY_MS) pause = SHORTEST_PAUSE_MS
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      if (stopping.signal.aborted) return
      server = await opened.start().catch((error: unknown) => {
        log.error({ err: error }, 'PostgreSQL could not be started again')
        return null
      })
      current = server
      if (server) log.info({ pid: server.pid }, 'PostgreSQL runs again')
    }
    await server?.stop()
  }

  const watching = watch(current)
  return {
    connectionString: opened.connectionString,
    superuserConnectionString: opened.superuserConnectionString,
    get pid() {
      return current?.pid ?? null
    },
    async stop() {
      stopping.abort()
      await current?.stop()
      await watching
      opened.close()
    },
  }
}
