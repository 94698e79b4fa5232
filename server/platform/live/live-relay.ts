import { randomUUID } from 'node:crypto'
import type { LiveChange } from '@tocsin/contracts'
import type pg from 'pg'
import type { Log } from '../log.ts'

const CHANNEL = 'tocsin_live'
const COALESCE_MS = 40
/** PostgreSQL refuses notifications of 8,000 bytes and more. */
const MAX_PAYLOAD = 7000
const AGAIN_AFTER_MS = 500

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
  let leave: (() => void) | null = null
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

  function hear({ payload }: pg.Notification): void {
    const message = JSON.parse(payload ?? '{}') as { origin: string; part: { role: string; change: LiveChange }[] }
    if (message.origin === origin) return
    for (const { role, change } of message.part) receivers.get(role)?.(change)
  }

  async function connect(): Promise<void> {
    if (stopped) return
    try {
      const connected = await pool.connect()
      // A connection may say more than once, and also after it was given back, that it is lost.
      const giveBack = once(() => {
        if (leave === giveBack) leave = null
        connected.removeListener('notification', hear)
        connected.release(true)
        if (!stopped) setTimeout(connect, AGAIN_AFTER_MS).unref()
      })
      leave = giveBack
      connected.on('notification', hear)
      connected.on('error', giveBack)
      if (stopped) giveBack()
      else await connected.query(`listen ${CHANNEL}`).catch(giveBack)
    } catch {
      setTimeout(connect, AGAIN_AFTER_MS).unref()
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
      leave?.()
    },
  }
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
