import { randomBytes } from 'node:crypto'
import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../log.ts'
import { EmbeddedFailure, writing } from './embedded-failure.ts'
import { startGuarded } from './guarded-process.ts'
import { serverProcesses, signal } from './process-table.ts'
import type { ServerAccount } from './server-account.ts'
import { waitUntil } from './wait-until.ts'

export const SUPERUSER = 'postgres'
/** The ordinary role that owns the database and that the program connects as. */
export const PROGRAM_ROLE = 'tocsin'

const credentialsShape = z.object({ superuserPassword: z.string(), programPassword: z.string() })
export type Credentials = z.infer<typeof credentialsShape>

export interface Cluster {
  /** The data directory as PostgreSQL understands it. */
  directory: string
  account: ServerAccount
  credentials: Credentials
  /** Shown in the titles of the server's processes, so that they are found again. */
  name: string
}

/** Beside the cluster's own files, so that nobody copies the data without the key to it. */
const credentialsPath = (directory: string) => join(directory, 'tocsin.json')

/** Refuses a cluster of another major release, before anything touches it. Throws `other_version`. */
export function checkClusterVersion(directory: string, dataDirectory: string, major: string): void {
  const path = join(directory, 'PG_VERSION')
  if (!existsSync(path)) return
  const found = readFileSync(path, 'utf8').trim()
  if (found === major) return
  throw new EmbeddedFailure(
    'other_version',
    `The data directory ${dataDirectory} was written by PostgreSQL ${found}, this Tocsin brings PostgreSQL ${major}. Start the Tocsin that wrote it, or set TOCSIN_DATA to an empty directory.`,
  )
}

/**
 * Opens the cluster below `home`; makes it on the first start, whole or not at all. Ends what is left of a server whose
 * program was killed. The caller holds the lock of the data directory.
 */
export async function openCluster(home: string, sockets: string, account: ServerAccount, log: Log): Promise<Cluster> {
  const directory = join(home, 'cluster')
  if (!existsSync(directory)) await makeCluster(home, directory, sockets, account, log)
  if (account.uid !== statSync(directory).uid) give(directory, account)
  const { dev, ino } = statSync(directory)
  return { directory, account, name: `tocsin-${dev}-${ino}`, credentials: readCredentials(directory) }
}

async function makeCluster(
  home: string,
  directory: string,
  sockets: string,
  account: ServerAccount,
  log: Log,
): Promise<void> {
  const draft = join(home, 'cluster.new')
  // PostgreSQL wants an empty directory, so the file with the password lies in the one that its account can enter.
  const passwordFile = join(sockets, 'password')
  const credentials: Credentials = { superuserPassword: newPassword(), programPassword: newPassword() }
  log.info({ directory }, 'Making the database')
  writing(home, () => {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(passwordFile, credentials.superuserPassword, { mode: 0o600 })
    for (const path of [draft, passwordFile]) give(path, account)
  })
  try {
    const initdb = await startGuarded(account, draft, 'initdb', initdbArguments(account, draft, passwordFile), 'TERM')
    const end = await initdb.ended
    if (end.code !== 0) {
      const lines = initdb.lastLines()
      throw new EmbeddedFailure(
        'did_not_start',
        `The database could not be made in ${home}: ${lines.findLast((line) => /error:|FATAL:/.test(line)) ?? lines.at(-1) ?? end.error?.message ?? `ended by ${end.signal}`}`,
      )
    }
    writing(home, () => {
      writeFileSync(join(draft, 'pg_hba.conf'), 'local all all scram-sha-256\n', { mode: 0o600 })
      writeFileSync(credentialsPath(draft), JSON.stringify(credentials), { mode: 0o600 })
      renameSync(draft, directory)
    })
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function initdbArguments(account: ServerAccount, draft: string, passwordFile: string): string[] {
  return [
    ...['-D', directoryFor(account, draft), '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
  ]
}

/**
 * How the server is told its directory: by its working directory where its account may not pass the directories above
 * (a checkout below /root), else by its path.
 */
export function directoryFor(account: ServerAccount, directory: string): string {
  return account.kind === 'other' && process.platform === 'linux' ? '/proc/self/cwd' : directory
}

/** Hands a file or a whole tree to the server's account; only root can and needs to. */
function give(path: string, account: ServerAccount): void {
  const found = lstatSync(path)
  if (found.uid !== account.uid) lchownSync(path, account.uid, account.gid)
  if (found.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), account)
}

function readCredentials(directory: string): Credentials {
  try {
    return credentialsShape.parse(JSON.parse(readFileSync(credentialsPath(directory), 'utf8')))
  } catch (error) {
    throw new EmbeddedFailure(
      'other_version',
      `The database in ${directory} was not made by this program, or its file tocsin.json is damaged. Restore that file, or set TOCSIN_DATA to another directory.`,
      error,
    )
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** How long a server may take to end by itself before it is told to, and then before it is killed. */
const PATIENCE_MS = 2_000
const STOP_MS = 5_000

/**
 * Ends processes of a server that outlived its program, and removes the marks of a server that no longer runs: a killed
 * postmaster may stay a zombie for seconds, which PostgreSQL itself takes for a living one.
 */
export async function removeLeftovers(cluster: Cluster, sockets: string, log: Log): Promise<void> {
  const gone = () => serverProcesses(cluster.name).length === 0
  if (!(await waitUntil(gone, PATIENCE_MS))) {
    log.warn({ processes: serverProcesses(cluster.name) }, 'Ending a PostgreSQL server that outlived its program')
    for (const pid of serverProcesses(cluster.name)) signal(pid, 'SIGQUIT')
    await waitUntil(gone, STOP_MS)
    for (const pid of serverProcesses(cluster.name)) signal(pid, 'SIGKILL')
    await waitUntil(gone, STOP_MS)
  }
  rmSync(join(cluster.directory, 'postmaster.pid'), { force: true })
  for (const name of readdirSync(sockets))
    if (name.startsWith('.s.PGSQL.')) rmSync(join(sockets, name), { force: true })
}
