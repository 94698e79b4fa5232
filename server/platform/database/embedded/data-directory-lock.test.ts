import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDataDirectoryInUse, lockDataDirectory } from './data-directory-lock.ts'

describe('the lock of a data directory', () => {
  let directory: string
  let path: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lock-'))
    path = join(directory, 'tocsin.lock')
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('goes to one of many who ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDirectory(directory)))
    const given = asked.filter((each) => each.status === 'fulfilled')
    expect(given).toHaveLength(1)
    expect(await isDataDirectoryInUse(directory)).toBe(true)
    given[0]?.value.release()
    expect(readdirSync(directory)).toEqual([])
  })

  it('goes to one of many who find the lock of a dead program', async () => {
    for (let round = 0; round < 10; round += 1) {
      writeFileSync(path, JSON.stringify({ ...(await holder()), pid: 2 ** 22 + 1, started: '1' }))
      const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataDirectory(directory)))
      const given = asked.filter((each) => each.status === 'fulfilled')
      expect(given).toHaveLength(1)
      given[0]?.value.release()
    }
  })

  it('stays with a program on another machine as long as that touches it', async () => {
    writeFileSync(path, JSON.stringify({ ...(await holder()), host: 'elsewhere' }))
    let beats = 0
    const heart = setInterval(() => utimesSync(path, 1_000 + beats, 1_000 + beats++), 50)
    await expect(lockDataDirectory(directory)).rejects.toMatchObject({ reason: 'data_directory_in_use' })
    clearInterval(heart)
    const lock = await lockDataDirectory(directory, 400)
    lock.release()
  })

  it('is taken from a file that holds no lock', async () => {
    writeFileSync(path, 'not a lock')
    const lock = await lockDataDirectory(directory)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
  })

  /** What this process writes about itself. */
  async function holder(): Promise<object> {
    rmSync(path, { force: true })
    const lock = await lockDataDirectory(directory)
    const text = readFileSync(path, 'utf8')
    lock.release()
    return JSON.parse(text)
  }
})
