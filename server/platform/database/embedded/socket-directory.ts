import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerAccount } from './server-account.ts'

/** The system's limit is 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_PATH = 103
const SOCKET_NAME = '.s.PGSQL.5432'

/**
 * The directory of the server's socket, entered only by its owner: `run` beside the cluster, or a short one under the
 * system's temporary directory where the path would be too long, has characters that PostgreSQL splits at, or lies
 * where the server's account may not go. The short one is used again at the next start.
 */
export function openSocketDirectory(home: string, account: ServerAccount): string {
  const beside = join(home, 'run')
  const plain = /^[\w./+-]+$/.test(beside) && Buffer.byteLength(join(beside, SOCKET_NAME)) <= LONGEST_SOCKET_PATH
  if (plain && account.kind !== 'other') {
    mkdirSync(beside, { recursive: true, mode: 0o700 })
    chmodSync(beside, 0o700)
    return beside
  }
  const note = join(home, 'socket-directory')
  const known = readNote(note)
  if (known !== null && isPrivate(known, account.uid)) return known
  const made = mkdtempSync(join(Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir(), 'tocsin-'))
  if (account.kind === 'other') chownSync(made, account.uid, account.gid)
  writeFileSync(note, made, { mode: 0o600 })
  return made
}

function readNote(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function isPrivate(path: string, uid: number): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o077) === 0
}
