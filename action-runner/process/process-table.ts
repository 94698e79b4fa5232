import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'

/** What Linux says about processes; on other systems everything is empty. */

export function listProcesses(): number[] {
  return entries('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Tells apart process numbers of different containers; "0" where there are none. */
export function processNumberSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0'
  } catch {
    return '0'
  }
}

/** User ids that have a living process. */
export function usersWithProcesses(): Set<number> {
  return new Set(listProcesses().flatMap((pid) => ownerOf(pid) ?? []))
}

/** Processes and threads of one user, as the kernel counts them for its limit. */
export function countTasks(uid: number): number {
  return listProcesses()
    .filter((pid) => ownerOf(pid) === uid)
    .reduce((sum, pid) => sum + entries(`/proc/${pid}/task`).length, 0)
}

export function ownerOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}`).uid
  } catch {
    return undefined
  }
}

/** A process and everything below it, as far as the parents still live. */
export function descendants(pid: number): number[] {
  const found = [pid]
  for (let at = 0; at < found.length; at++) {
    for (const task of entries(`/proc/${found[at]}/task`)) {
      for (const child of read(`/proc/${found[at]}/task/${task}/children`).split(' ')) {
        if (child !== '') found.push(Number(child))
      }
    }
  }
  return found
}

/** False for what is gone and for what has ended and only waits to be collected by its parent. */
export function isRunning(pid: number): boolean {
  const state = /\) (\S)[^)]*$/.exec(read(`/proc/${pid}/stat`))?.[1]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

/** The value a process was started with, if it was. */
export function readVariable(pid: number, name: string): string | undefined {
  const variable = read(`/proc/${pid}/environ`)
    .split('\0')
    .find((each) => each.startsWith(`${name}=`))
  return variable?.slice(name.length + 1)
}

/** Memory of these processes together in bytes; pages they share are counted once where the system tells. */
export function memoryOf(pids: number[], enough: number): number {
  const rough = sum(pids, (pid) => {
    const [, resident = 0, shared = 0] = read(`/proc/${pid}/statm`).split(' ').map(Number)
    return (resident - shared) * 4096
  })
  if (rough <= enough) return rough
  return sum(pids, (pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024) || rough
}

function sum(pids: number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0)
}

function entries(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
