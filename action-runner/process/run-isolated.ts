import { basename, dirname } from 'node:path'
import type { ActionFile, ActionLimits, ScriptLanguage } from '../action-runner.ts'
import type { Isolation } from './isolation.ts'
import type { MemoryWatch } from './memory-watch.ts'
import { openOutputPipes } from './output-pipes.ts'
import { countTasks, ownerOf, readVariable } from './process-table.ts'
import { createRunDirectory, removeRunDirectory, runVariable } from './run-directory.ts'
import type { RunUsers } from './run-user.ts'
import { type ProcessEnd, superviseProcess } from './supervise.ts'

/** Where and as whom scripts run on this machine. */
export interface Quarters {
  isolation: Isolation
  workDirectory: string
  /** Present when every run gets a user of its own. */
  users?: RunUsers
  memoryWatch: MemoryWatch
}

export interface Interpreter {
  path: string
  /** Folders it lives in, outside of the system's own. */
  readable: string[]
}

export interface IsolatedScript {
  language: ScriptLanguage
  code: string
  files: readonly ActionFile[]
  variables: Record<string, string>
  inputsFromFile: Record<string, string>
  limits: ActionLimits
  timeoutMs: number
  signal?: AbortSignal
  interpreter: Interpreter
  /** Options and script as the interpreter takes them. */
  arguments(script: string): string[]
}

const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Runs a script in a folder and under a user of its own, and removes both afterwards. */
export async function runIsolated(quarters: Quarters, script: IsolatedScript): Promise<ProcessEnd> {
  const { isolation, workDirectory, users, memoryWatch } = quarters
  const uid = users?.take()
  try {
    const directory = await createRunDirectory(workDirectory, script, uid)
    try {
      const seen = isolation.seen(directory.path)
      const runId = basename(directory.path)
      const environment = {
        ...script.variables,
        ...directory.fileVariables(seen.code),
        PATH: pathWith(script.interpreter),
        LANG: script.variables.LANG ?? 'C.UTF-8',
        HOME: seen.home,
        TMPDIR: seen.home,
        [runVariable]: runId,
      }
      return await superviseProcess({
        commandLine: isolation.commandLine({
          directory: directory.path,
          limits: script.limits,
          processes: script.limits.processes + (isolation.countsOwnProcesses ? 0 : tasksOf(uid)),
          limitAddressSpace: script.language !== 'powershell',
          readable: script.interpreter.readable,
          command: [script.interpreter.path, ...script.arguments(`${seen.code}/${directory.script}`)],
        }),
        environment,
        cwd: `${directory.path}/home`,
        uid,
        timeoutMs: script.timeoutMs,
        limits: script.limits,
        signal: script.signal,
        memoryWatch,
        outputPipes: await openOutputPipes(directory.path, uid),
        belongs: isolation.endsDescendants ? undefined : belongsTo(runId, uid),
      })
    } finally {
      await removeRunDirectory(directory.path)
    }
  } finally {
    if (uid !== undefined) users?.giveBack(uid)
  }
}

/** A user of the run's own has no other processes; the server's own user may have many. */
function tasksOf(uid: number | undefined): number {
  return uid === undefined ? countTasks(process.getuid?.() ?? 0) : 0
}

function belongsTo(runId: string, uid: number | undefined): (pid: number) => boolean {
  if (uid !== undefined) return (pid) => ownerOf(pid) === uid
  return (pid) => pid !== process.pid && readVariable(pid, runVariable) === runId
}

function pathWith(interpreter: Interpreter): string {
  const folder = dirname(interpreter.path)
  return standardPath.split(':').includes(folder) ? standardPath : `${folder}:${standardPath}`
}
