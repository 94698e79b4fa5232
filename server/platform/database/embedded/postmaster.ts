import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../log.ts'
import { type Cluster, directoryFor, removeLeftovers } from './cluster.ts'
import { EmbeddedFailure } from './embedded-failure.ts'
import { type GuardedProcess, startGuarded } from './guarded-process.ts'
import { serverProcesses, signal } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

/** Values of postgresql.conf; what the caller gives wins over these. */
export type ServerSettings = Record<string, string>

const settings: ServerSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '200',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  // A schema per instance: dropping or dumping one locks all of its tables.
  max_locks_per_transaction: '256',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements are the program's to report; their text may hold a customer's data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '',
}

export interface PostmasterExit {
  code: number | null
  signal: NodeJS.Signals | null
  /** The last lines that the server said, for a log. */
  lastLines: string[]
}

export interface Postmaster {
  pid: number
  exited: Promise<PostmasterExit>
  /** Ends sessions and the server: at once where it can, by force within 8 s at the latest. */
  stop(): Promise<void>
}

/** Starts the server over a cluster and waits until it takes connections. Throws `did_not_start`. */
export async function startPostmaster(
  cluster: Cluster,
  sockets: string,
  given: ServerSettings,
  log: Log,
): Promise<Postmaster> {
  await removeLeftovers(cluster, sockets, log)
  const values = { ...settings, ...given, cluster_name: cluster.name, unix_socket_directories: sockets }
  const args = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const directory = directoryFor(cluster.account, cluster.directory)
  const server = await startGuarded(
    cluster.account,
    cluster.directory,
    'postgres',
    ['-D', directory, ...args],
    'QUIT',
    (line) =>
      /^(FATAL|PANIC|WARNING)/.test(line)
        ? log.warn({ postgres: line }, 'PostgreSQL')
        : log.debug({ postgres: line }, 'PostgreSQL'),
  )
  const exited = server.ended.then(({ code, signal }) => ({ code, signal, lastLines: server.lastLines() }))
  await ready(server, cluster)
  return { pid: server.pid, exited, stop: () => stop(server, cluster) }
}

/** The eighth line of postmaster.pid tells the state; recovery after a crash may take as long as it needs. */
async function ready(server: GuardedProcess, cluster: Cluster): Promise<void> {
  let ended = false
  void server.ended.then(() => {
    ended = true
  })
  for (;;) {
    const up = await waitUntil(() => ended || readState(cluster, server.pid) === 'ready', 1_000)
    if (ended) {
      const lines = server.lastLines()
      const reason = lines.findLast((line) => /FATAL:|PANIC:/.test(line)) ?? lines.at(-1) ?? 'it ended without a word'
      throw new EmbeddedFailure('did_not_start', `PostgreSQL did not start on ${cluster.directory}: ${reason}`)
    }
    if (up) return
  }
}

function readState(cluster: Cluster, pid: number): string | null {
  try {
    const lines = readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0]?.trim() === String(pid) ? (lines[7]?.trim() ?? null) : null
  } catch {
    return null
  }
}

const FAST_MS = 5_000
const IMMEDIATE_MS = 2_000

async function stop(server: GuardedProcess, cluster: Cluster): Promise<void> {
  let ended = false
  const end = server.ended.then(() => {
    ended = true
  })
  signal(server.pid, 'SIGINT')
  if (!(await waitUntil(() => ended, FAST_MS))) {
    signal(server.pid, 'SIGQUIT')
    if (!(await waitUntil(() => ended, IMMEDIATE_MS))) {
      for (const pid of serverProcesses(cluster.name)) signal(pid, 'SIGKILL')
    }
  }
  await end
}
