import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import type { Log } from '../../log.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, checkClusterVersion, openCluster, PROGRAM_ROLE, SUPERUSER } from './cluster.ts'
import { type DataDirectoryLock, isDataDirectoryInUse, lockDataDirectory } from './data-directory-lock.ts'
import { writing } from './embedded-failure.ts'
import { type Postmaster, type PostmasterExit, type ServerSettings, startPostmaster } from './postmaster.ts'
import { chooseAccount, type ServerAccount } from './server-account.ts'
import { openSocketDirectory } from './socket-directory.ts'

export interface EmbeddedOptions {
  /** The program's data directory; PostgreSQL lives below it in `postgres`. Made when missing. */
  dataDirectory: string
  log: Log
  settings?: ServerSettings
  /** For tests: run as this kind of account or not at all. */
  account?: ServerAccount['kind']
}

/** How programs reach the server, over its socket; the same as long as the program runs. */
export interface EmbeddedConnection {
  /** As the ordinary role that owns the database `tocsin`; the only one for the program. */
  connectionString: string
  superuserConnectionString: string
}

export interface EmbeddedPostgres extends EmbeddedConnection {
  pid: number
  /** Resolves when the server has ended, asked for or not. */
  exited: Promise<PostmasterExit>
  /** Stops the server and gives the data directory free, within 8 s. */
  stop(): Promise<void>
}

/** A locked data directory with a cluster, over which a server can be started again and again. */
export interface OpenedCluster extends EmbeddedConnection {
  start(): Promise<Postmaster>
  close(): void
}

const connectionShape = z.object({ connectionString: z.string(), superuserConnectionString: z.string() })
const postgresHome = (dataDirectory: string) => join(resolve(dataDirectory), 'postgres')
const connectionPath = (dataDirectory: string) => join(postgresHome(dataDirectory), 'connection.json')

/**
 * Locks the data directory and opens the cluster in it, making both when missing.
 * Throws `EmbeddedFailure` with one line that says what to do.
 */
export async function openEmbeddedCluster(options: EmbeddedOptions): Promise<OpenedCluster> {
  const { log } = options
  const dataDirectory = resolve(options.dataDirectory)
  const home = postgresHome(dataDirectory)
  writing(dataDirectory, () => mkdirSync(home, { recursive: true, mode: 0o700 }))
  const lock = await lockDataDirectory(dataDirectory)
  try {
    rmSync(connectionPath(dataDirectory), { force: true })
    const binaries = findBinaries()
    checkClusterVersion(join(home, 'cluster'), dataDirectory, binaries.major)
    const account = chooseAccount(binaries, join(home, 'cluster'), options.account)
    const sockets = writing(home, () => openSocketDirectory(home, account))
    const cluster = await openCluster(home, sockets, account, log)
    const { superuserPassword, programPassword } = cluster.credentials
    const connection = {
      connectionString: socketUrl(PROGRAM_ROLE, programPassword, PROGRAM_ROLE, sockets, options.settings?.port),
      superuserConnectionString: socketUrl(SUPERUSER, superuserPassword, SUPERUSER, sockets, options.settings?.port),
    }
    return { ...connection, ...session(cluster, sockets, connection, lock, options) }
  } catch (error) {
    lock.release()
    throw error
  }
}

function session(
  cluster: Cluster,
  sockets: string,
  connection: EmbeddedConnection,
  lock: DataDirectoryLock,
  options: EmbeddedOptions,
) {
  const published = connectionPath(options.dataDirectory)
  return {
    async start() {
      const postmaster = await startPostmaster(cluster, sockets, options.settings ?? {}, options.log)
      try {
        await provision(connection.superuserConnectionString, cluster.credentials.programPassword)
        writeFileSync(`${published}.new`, JSON.stringify(connection), { mode: 0o600 })
        renameSync(`${published}.new`, published)
        return postmaster
      } catch (error) {
        await postmaster.stop()
        throw error
      }
    },
    close() {
      rmSync(published, { force: true })
      removeEmptyDirectory(sockets)
      lock.release()
    },
  }
}

/** Makes the program's role and database where they are missing: the last start may have been killed before. */
async function provision(superuserConnectionString: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserConnectionString })
  // A server that ends meanwhile is said by the statement that fails; where nobody listens, node exits.
  client.on('error', () => {})
  await client.connect()
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [PROGRAM_ROLE])
    if (role.rowCount === 0) {
      await client.query(
        `create role ${PROGRAM_ROLE} login nosuperuser createrole createdb password ${client.escapeLiteral(password)}`,
      )
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [PROGRAM_ROLE])
    if (database.rowCount === 0) await client.query(`create database ${PROGRAM_ROLE} owner ${PROGRAM_ROLE}`)
  } finally {
    await client.end()
  }
}

/**
 * Starts the embedded PostgreSQL over a data directory. Use `superviseEmbeddedPostgres` in a program that lives long.
 * Throws `EmbeddedFailure`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const opened = await openEmbeddedCluster(options)
  try {
    const postmaster = await opened.start()
    const { connectionString, superuserConnectionString } = opened
    return {
      ...{ connectionString, superuserConnectionString, pid: postmaster.pid, exited: postmaster.exited },
      async stop() {
        await postmaster.stop()
        opened.close()
      },
    }
  } catch (error) {
    opened.close()
    throw error
  }
}

/**
 * How to reach the server that another program of this machine runs over the data directory, or null when none runs;
 * waits while that program is still starting.
 */
export async function findRunningEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedConnection | null> {
  while (await isDataDirectoryInUse(resolve(dataDirectory))) {
    if (existsSync(connectionPath(dataDirectory))) {
      return connectionShape.parse(JSON.parse(readFileSync(connectionPath(dataDirectory), 'utf8')))
    }
    await new Promise((resume) => setTimeout(resume, 100))
  }
  return null
}

/** The port is a part of the socket's name. */
function socketUrl(user: string, password: string, database: string, sockets: string, port = '5432'): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(sockets)}`
}

function removeEmptyDirectory(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Something is in it or it is gone; the next start uses it again or makes another.
  }
}
