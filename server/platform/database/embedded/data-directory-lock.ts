import { randomUUID } from 'node:crypto'
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { EmbeddedFailure, writing } from './embedded-failure.ts'
import { processStart } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

const holderShape = z.object({
  id: z.string(),
  pid: z.number(),
  started: z.string(),
  host: z.string(),
  command: z.string(),
})
type Holder = z.infer<typeof holderShape>

export interface DataDirectoryLock {
  release(): void
}

/** A holder whose process we cannot look up (another container or machine) shows its life by touching the file. */
const HEARTBEAT_MS = 3_000
const SILENCE_MS = 10_000
const DYING_MS = 1_500

const lockPath = (dataDirectory: string) => join(dataDirectory, 'tocsin.lock')

/**
 * Makes this process the only program on a data directory until `release` or its death, however it dies.
 * A holder that cannot be looked up is dead after `silenceMs` milliseconds without a sign of life.
 * Throws `data_directory_in_use` naming the other program.
 */
export async function lockDataDirectory(dataDirectory: string, silenceMs = SILENCE_MS): Promise<DataDirectoryLock> {
  const path = lockPath(dataDirectory)
  const mine: Holder = {
    id: randomUUID(),
    pid: process.pid,
    started: processStart(process.pid) ?? '',
    host: hostIdentity(),
    command: commandLine(),
  }
  const draft = `${path}.${mine.id}`
  writing(dataDirectory, () => writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 }))
  try {
    while (!take(draft, path)) {
      const holder = readHolder(path)
      if (holder && (await lives(holder, path, silenceMs)) && !(await endsSoon(holder, path))) {
        throw new EmbeddedFailure(
          'data_directory_in_use',
          `The data directory ${dataDirectory} is in use by process ${holder.pid} (${holder.command}). Stop it first, or set TOCSIN_DATA to another directory.`,
        )
      }
      removeStale(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS)
  heartbeat.unref()
  return {
    release() {
      clearInterval(heartbeat)
      if (readHolder(path)?.id === mine.id) rmSync(path, { force: true })
    },
  }
}

/** True while another living program of this machine holds the data directory. */
export async function isDataDirectoryInUse(dataDirectory: string): Promise<boolean> {
  const holder = readHolder(lockPath(dataDirectory))
  return holder !== null && (await lives(holder, lockPath(dataDirectory), SILENCE_MS))
}

/** A link, unlike a rename, fails when the name exists: of two programs one wins. */
function take(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Moves the dead holder's file away; puts it back when another program took its place meanwhile. */
function removeStale(path: string, dead: Holder | null): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readHolder(aside)?.id !== dead?.id) take(aside, path)
  unlinkSync(aside)
}

async function lives(holder: Holder, path: string, silenceMs: number): Promise<boolean> {
  if (holder.host === hostIdentity()) return processStart(holder.pid) === holder.started
  const before = modified(path)
  const end = Date.now() + silenceMs
  while (Date.now() < end) {
    await sleep(200)
    if (modified(path) !== before) return modified(path) !== null
  }
  return false
}

/** A program that was just killed or told to stop is not worth a refusal. */
async function endsSoon(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostIdentity() || holder.pid === process.pid) return false
  return waitUntil(() => processStart(holder.pid) !== holder.started || readHolder(path)?.id !== holder.id, DYING_MS)
}

function readHolder(path: string): Holder | null {
  try {
    return holderShape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

function modified(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The directory is gone or full; the process id still tells programs of this machine.
  }
}

/** Where process ids mean the same: one boot of one machine and one container. */
function hostIdentity(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function commandLine(): string {
  const [, script = '', ...rest] = process.argv
  return ['tocsin', ...(script.endsWith('main.js') || script.endsWith('main.ts') ? rest.slice(0, 3) : [])].join(' ')
}
