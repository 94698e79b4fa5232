import type { ActionLimits } from '../action-runner.ts'

/** What a way of isolating needs to build the command line of one run. */
export interface IsolatedRun {
  /** The run's folder on this machine. */
  directory: string
  limits: ActionLimits
  /** Limit of processes as the kernel will count them. */
  processes: number
  /** False for interpreters that reserve far more address space than they use. */
  limitAddressSpace: boolean
  /** Folders of an interpreter outside of the system's own, made readable. */
  readable: readonly string[]
  /** Interpreter, options and script. */
  command: readonly string[]
}

/** The launcher writes one byte here when everything is in place, right before it becomes the interpreter. */
export const startedFd = 3

/**
 * Sets the limits, says that the script starts, becomes the interpreter. A constant text: what differs comes as
 * arguments. A limit the system does not know is left out (`ulimit -u` is `-p` in some shells).
 */
const launch = `
limit() { ulimit "$@" 2>/dev/null; }
limit -c 0
limit -n 256
limit -f "$1"
limit -S -t "$2"; limit -H -t "$3"
limit -u "$4" || limit -p "$4"
[ "$5" = - ] || limit -v "$5"
shift 5
printf . >&${startedFd}
exec "$@" ${startedFd}>&-
`

/** Command line of the innermost step: limits, then the interpreter. */
export function launcher(run: IsolatedRun): string[] {
  const { limits } = run
  return [
    '/bin/sh',
    '-c',
    launch,
    'sh',
    String(limits.fileSizeMb * 2048),
    String(limits.cpuSeconds),
    String(limits.cpuSeconds + 1),
    String(run.processes),
    run.limitAddressSpace ? String(limits.memoryMb * 1024) : '-',
    ...run.command,
  ]
}
