import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listProcesses, processNumberSpace, readVariable } from './process-table.ts'
import { removeRunDirectory, runPrefix, runVariable } from './run-directory.ts'

/**
 * Ends the processes and removes the folders of runs whose server was killed: without isolation by the kernel, what a
 * script forked lives on. Runs of servers in other containers are not touched, whatever their process numbers.
 */
export async function removeAbandonedRuns(workDirectory: string): Promise<void> {
  for (const pid of listProcesses()) {
    if (isAbandoned(readVariable(pid, runVariable) ?? '')) kill(pid)
  }
  for (const name of await readdir(workDirectory)) {
    if (isAbandoned(name)) await removeRunDirectory(join(workDirectory, name)).catch(() => undefined)
  }
}

function isAbandoned(run: string): boolean {
  const mine = `${runPrefix}${processNumberSpace()}.`
  const server = run.startsWith(mine) ? Number.parseInt(run.slice(mine.length), 10) : Number.NaN
  return !Number.isNaN(server) && !isAlive(server)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone, or somebody else's.
  }
}
