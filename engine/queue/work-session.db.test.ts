import { Socket } from 'node:net'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngineDatabase, type EngineDatabase } from '../stores/postgres/engine-database.ts'
import { quietLog } from './engine-log.ts'
import { WorkSession } from './work-session.ts'

/** Breaks at the last thing that a session says before it is open. */
class BreakingSocket extends Socket {
  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk.includes('listen ')) this.destroy()
    else super._write(chunk, encoding, done)
  }
}

describe('the session of a worker', () => {
  let database: EngineDatabase
  let session: WorkSession
  let sockets: Socket[]
  let breaksNext: boolean
  let opened: number[]
  let tell: () => void

  beforeEach(async () => {
    database = await createEngineDatabase(process.env.TOCSIN_TEST_DATABASE_URL ?? '', 1)
    sockets = []
    breaksNext = false
    opened = []
    tell = () => {}
    const stream = () => {
      const socket = breaksNext ? new BreakingSocket() : new Socket()
      breaksNext = false
      sockets.push(socket)
      return socket
    }
    const config = { connectionString: database.connectionString, stream } as pg.ClientConfig
    const events = {
      opened: (number: number) => {
        opened.push(number)
        tell()
      },
      closed: () => {},
      notified: () => {},
    }
    session = new WorkSession(config, events, quietLog)
  })
  afterEach(async () => {
    await session.stop()
    await database.drop()
  })

  async function openedTimes(times: number): Promise<void> {
    while (opened.length < times) {
      await new Promise<void>((resolve) => {
        tell = resolve
      })
    }
  }

  it('is opened once for each break, also where it breaks while it is being opened', async () => {
    await session.start()
    breaksNext = true
    sockets[0]?.destroy()
    await openedTimes(2)
    expect(sockets).toHaveLength(3)
    sockets[2]?.destroy()
    await openedTimes(3)
    expect(sockets).toHaveLength(4)
    expect(new Set(opened).size).toBe(1)
  })
})
