import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Field 22 of /proc/<pid>/stat counts from 1 and the state is field 3; both lie behind the name in brackets. */
const STATE = 0
const STARTED = 19

/**
 * When a process began, as an opaque text that a later process of the same id does not share; null when it does not
 * live. A zombie does not live: it holds no file and no memory, its parent just has not looked yet.
 */
export function processStart(pid: number): string | null {
  if (process.platform !== 'linux') return processStartFromPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[STATE] === 'Z' || fields[STATE] === 'X' ? null : (fields[STARTED] ?? null)
  } catch {
    return null
  }
}

function processStartFromPs(pid: number): string | null {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state === undefined || state.startsWith('Z') ? null : started.join(' ')
  } catch {
    return null
  }
}

/** The living processes of the PostgreSQL server whose setting `cluster_name` is `clusterName`. */
export function serverProcesses(clusterName: string): number[] {
  return commandLines()
    .filter(({ words }) => {
      const [first = '', ...rest] = words
      const isPostmaster = first.endsWith('/bin/postgres') && rest.includes(`cluster_name=${clusterName}`)
      return isPostmaster || first.startsWith(`postgres: ${clusterName}:`)
    })
    .map(({ pid }) => pid)
    .filter((pid) => processStart(pid) !== null)
}

function commandLines(): { pid: number; words: string[] }[] {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\n')
      .map((line) => line.trim().split(' '))
      .map(([pid, ...words]) => ({ pid: Number(pid), words: words[0] === 'postgres:' ? [words.join(' ')] : words }))
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: readCommandLine(name) }))
}

function readCommandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** Sends a signal, and takes it calmly when the process is gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
