import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { ServerAccount } from './server-account.ts'

/**
 * Waits in the background for the end of this program, seen as end-of-file on descriptor 3 whatever killed it, and then
 * kills the process that the shell has become. A line on the descriptor calls the watch off. The watcher is forked twice,
 * so that PostgreSQL does not find a child that it did not make.
 */
const GUARD = `
( ( cd /; read -r line <&3 || kill -"$1" $$ ) >/dev/null 2>&1 & )
shift
exec 3<&-
exec "$@"
`

export interface GuardedProcess {
  pid: number
  /** Ends when the process has ended, for whatever reason; never rejects. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; error?: Error }>
  /** The last lines that it said. */
  lastLines(): string[]
}

const KEPT_LINES = 12

/**
 * Runs a program of PostgreSQL inside the cluster's directory, as the server's account. It lives in a session of its own,
 * so Ctrl-C in a terminal does not reach it, and dies with this process.
 */
export function startGuarded(
  account: ServerAccount,
  directory: string,
  program: 'postgres' | 'initdb',
  args: string[],
  deathSignal: 'QUIT' | 'TERM',
  onLine: (line: string) => void = () => {},
): Promise<GuardedProcess> {
  const path = join(account.binaries.home, 'bin', program)
  const [command = '', ...rest] = [...account.prefix, '/bin/sh', '-c', GUARD, 'tocsin', deathSignal, path, ...args]
  const child = spawn(command, rest, {
    ...account.identity,
    cwd: directory,
    detached: true,
    env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C', TMPDIR: process.env.TMPDIR },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream as Readable }).on('line', (line) => {
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine(line)
    })
  }
  const ended = new Promise<Awaited<GuardedProcess['ended']>>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('close', (code, signal) => resolve({ code, signal }))
    child.once('exit', (code, signal) => {
      callOff(child)
      // Children of a killed postmaster may hold its output open: the end of the process is what counts.
      setTimeout(() => resolve({ code, signal }), 100)
    })
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () => resolve({ pid: child.pid ?? 0, ended, lastLines: () => [...lines] }))
  })
}

function callOff(child: ChildProcess): void {
  const lifeline = child.stdio[3] as Writable | null
  lifeline?.on('error', () => {})
  lifeline?.end('\n')
}
