import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Binaries, copyBinaries } from './binaries.ts'
import { EmbeddedFailure } from './embedded-failure.ts'

/** As whom PostgreSQL runs: it refuses root, and initdb refuses a user without an entry in /etc/passwd. */
export interface ServerAccount {
  kind: 'own' | 'namespace' | 'other'
  /** Who owns the cluster's files, as this process sees them. */
  uid: number
  gid: number
  /** What to put before a command so that it runs as the account. */
  prefix: string[]
  /** For spawn, where the account is another user of the system. */
  identity: { uid?: number; gid?: number }
  binaries: Binaries
}

interface PasswdEntry {
  uid: number
  gid: number
}

/**
 * Chooses the account: this user itself; for root a user namespace, which needs no account and no copy of anything; where
 * those are forbidden (most containers), an unprivileged account of the system. `cluster` that somebody else owns already
 * is served as its owner. Throws `no_account` or `no_binaries`.
 */
export function chooseAccount(binaries: Binaries, cluster: string, only?: ServerAccount['kind']): ServerAccount {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  const owner = statSync(cluster, { throwIfNoEntry: false })
  const candidates: (() => ServerAccount | null)[] = []
  if (uid !== 0 && hasName()) candidates.push(() => own(binaries, uid, gid))
  if (uid === 0 && owner && owner.uid !== 0) candidates.push(() => other(binaries, { uid: owner.uid, gid: owner.gid }))
  candidates.push(() => namespace(binaries, uid, gid))
  if (uid === 0) candidates.push(() => other(binaries, unprivilegedEntry()))
  for (const candidate of candidates) {
    const account = candidate()
    if (account && (only === undefined || account.kind === only)) return account
  }
  if (uid !== 0 && hasName()) {
    throw new EmbeddedFailure(
      'no_binaries',
      `The PostgreSQL that comes with Tocsin does not run on this system: ${whyNot(binaries)}. Set TOCSIN_DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  throw new EmbeddedFailure(
    'no_account',
    `PostgreSQL does not run as ${uid === 0 ? 'root' : `user ${uid}, which has no entry in /etc/passwd`}, and this system allows neither a user namespace nor another account (${whyNot(binaries)}). Start Tocsin as an ordinary user or set TOCSIN_DATABASE_URL.`,
  )
}

function own(binaries: Binaries, uid: number, gid: number): ServerAccount | null {
  const account: ServerAccount = { kind: 'own', uid, gid, prefix: [], identity: {}, binaries }
  return works(account) ? account : null
}

function namespace(binaries: Binaries, uid: number, gid: number): ServerAccount | null {
  const inside = unprivilegedEntry()
  const prefix = ['unshare', '--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`, '--']
  const account: ServerAccount = { kind: 'namespace', uid, gid, prefix, identity: {}, binaries }
  return process.platform === 'linux' && works(account) ? account : null
}

function other(binaries: Binaries, entry: PasswdEntry): ServerAccount | null {
  const account: ServerAccount = { kind: 'other', ...entry, prefix: [], identity: entry, binaries }
  if (works(account)) return account
  const copied = { ...account, binaries: copyBinaries(binaries) }
  return works(copied) ? copied : null
}

function tryRun(account: ServerAccount) {
  const [program = '', ...args] = [...account.prefix, join(account.binaries.home, 'bin/postgres'), '--version']
  return spawnSync(program, args, { ...account.identity, cwd: '/', encoding: 'utf8' })
}

function works(account: ServerAccount): boolean {
  return tryRun(account).status === 0
}

function whyNot(binaries: Binaries): string {
  const result = tryRun({ kind: 'own', uid: 0, gid: 0, prefix: [], identity: {}, binaries })
  const text = result.error?.message ?? result.stderr.trim().split('\n').pop() ?? ''
  return text === '' ? 'no reason was given' : text
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** An entry of /etc/passwd that owns nothing of importance; every Unix has one of these. */
function unprivilegedEntry(): PasswdEntry {
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => Number(fields[2]) > 0)
  const wanted = ['tocsin', 'postgres', 'daemon', 'nobody']
  const found =
    wanted.map((name) => entries.find((fields) => fields[0] === name)).find((fields) => fields) ?? entries[0]
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : { uid: 65534, gid: 65534 }
}
