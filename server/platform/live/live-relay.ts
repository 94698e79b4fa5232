import { randomUUID } from 'node:crypto'
import type { LiveChange } from '@tocsin/contracts'
import type pg from 'pg'
import type { Log } from '../log.ts'

const CHANNEL = 'tocsin_live'
const COALESCE_MS = 40
/** PostgreSQL refuses notifications of 8,000 bytes and more. */
const MAX_PAYLOAD = 7000

/** Carries live changes between the processes of a deployment; ids only, coalesced, never inside a commit. */
export interface LiveRelay {
  send(role: string, change: LiveChange): void
  listen(role: string, receive: (change: LiveChange) => void): void
  start(): Promise<void>
  stop(): Promise<void>
}

export function createLiveRelay(pool: pg.Pool, log: Log): LiveRelay {
  const origin = randomUUID()
  const receivers = new Map<string, (change: LiveChange) => void>()
  let waiting = new Map<string, { role: string; change: LiveChange }>()
  let timer: NodeJS.Timeout | null = null
  let client: pg.PoolClient | null = null
  let stopped = false

  async function flush(): Promise<void> {
    timer = null
    const entries = [...waiting.values()]
    waiting = new Map()
    let batch: typeof entries = []
    const batches = [batch]
    let size = 0
    for (const entry of entries) {
      const length = JSON.stringify(entry).length + 1
      if (size + length > MAX_PAYLOAD) {
        batch = []
        batches.push(batch)
        size = 0
      }
      batch.push(entry)
      size += length
    }
    for (const part of batches) {
      await pool
        .query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ origin, part })])
        .catch((error) => log.debug({ err: error }, 'A live update was not relayed'))
    }
  }

  function receive(payload: string | undefined): void {
    const message = JSON.parse(payload ?? '{}') as { origin: string; part: { role: string; change: LiveChange }[] }
    if (message.origin === origin) return
    for (const { role, change } of message.part) receivers.get(role)?.(change)
  }

  async function connect(): Promise<void> {
    if (stopped) return
    try {
      const connected = await pool.connect()
      client = connected
      connected.on('notification', (notification) => receive(notification.payload))
      connected.once('error', () => {
        connected.release(true)
        client = null
        setTimeout(connect, 500).unref()
      })
      await connected.query(`listen ${CHANNEL}`)
    } catch {
      client = null
      setTimeout(connect, 500).unref()
    }
  }

  return {
    send(role, change) {
      waiting.set(`${role}/${change.resource}/${change.id}`, { role, change })
      if (!timer && !stopped) timer = setTimeout(() => void flush(), COALESCE_MS).unref()
    },
    listen: (role, receiver) => void receivers.set(role, receiver),
    start: connect,
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      client?.removeAllListeners('notification')
      client?.release(true)
    },
  }
}
