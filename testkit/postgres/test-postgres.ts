import { rmSync } from 'node:fs'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedConnection, startEmbeddedPostgres } from '@tocsin/server/platform/database/embedded/index.ts'
import { signal } from '@tocsin/server/platform/database/embedded/process-table.ts'
import { silentLog } from '@tocsin/server/platform/log.ts'
import pg from 'pg'

export interface TestPostgres {
  /** An ordinary login role that may create databases and roles, as the program expects of an external PostgreSQL too. */
  connectionString: string
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

export interface TestPostgresOptions {
  /** True keeps every promise of PostgreSQL, for benches; false forgets fsync, which a killed process does not notice. */
  durable: boolean
  /** A port on 127.0.0.1 (with the password of the connection string), as an external server has; by default a socket. */
  port?: number
}

const PREFIX = 'tocsin-test-'

/** Starts a PostgreSQL of its own in a temporary directory, from the embedded binaries. */
export async function startTestPostgres({ durable, port }: TestPostgresOptions): Promise<TestPostgres> {
  await removeAbandoned()
  const dataDirectory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const settings: Record<string, string> = durable ? {} : { fsync: 'off', full_page_writes: 'off' }
  if (port !== undefined) Object.assign(settings, { listen_addresses: '127.0.0.1', port: String(port) })
  const server = await startEmbeddedPostgres({ dataDirectory, log: silentLog, settings })
  if (port !== undefined) await admitNetwork(dataDirectory, server)
  // After Ctrl-C nobody waits for `stop`.
  const abandon = () => {
    signal(server.pid, 'SIGQUIT')
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
  process.once('exit', abandon)
  return {
    connectionString: port === undefined ? server.connectionString : overTcp(server.connectionString, port),
    async stop() {
      process.off('exit', abandon)
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Files of test runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^tocsin-test-(\d+)-/.exec(name)?.[1])
    if (pid > 0 && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The embedded server admits its socket alone. */
async function admitNetwork(dataDirectory: string, server: EmbeddedConnection): Promise<void> {
  const rules = join(dataDirectory, 'postgres/cluster/pg_hba.conf')
  await appendFile(rules, 'host all all 127.0.0.1/32 scram-sha-256\n')
  const client = new pg.Client(server.superuserConnectionString)
  await client.connect()
  await client.query('select pg_reload_conf()')
  await client.end()
}

function overTcp(connectionString: string, port: number): string {
  const url = new URL(connectionString)
  url.search = ''
  url.host = `127.0.0.1:${port}`
  return url.toString()
}
