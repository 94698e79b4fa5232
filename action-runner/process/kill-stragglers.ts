import { setTimeout as sleep } from 'node:timers/promises'
import { descendants, isRunning, listProcesses } from './process-table.ts'

const rounds = 100
const pauseMs = 10

/**
 * Kills `pid`, its process group, everything below it, and every other process that `belongs` to the run, however
 * often it was forked and wherever its parent went. Returns when none is left (or after a second of trying).
 */
export async function killStragglers(pid: number, belongs: (pid: number) => boolean): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const known = new Set(descendants(pid))
    killGroup(pid)
    const left = listProcesses().filter((each) => (known.has(each) || belongs(each)) && isRunning(each))
    for (const each of left) killOne(each)
    if (left.length === 0) return
    await sleep(pauseMs)
  }
}

/** Kills the process group led by `pid`; nothing happens when it is gone. */
export function killGroup(pid: number): void {
  killOne(-pid)
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
