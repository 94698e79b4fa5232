import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Stream } from 'node:stream'
import type { ActionLimits } from '../action-runner.ts'
import type { ScriptEnd } from '../judge-result.ts'
import { capture } from './capture.ts'
import { killGroup, killStragglers } from './kill-stragglers.ts'
import { startedFd } from './launcher.ts'
import type { MemoryWatch } from './memory-watch.ts'
import type { OutputPipes } from './output-pipes.ts'

/** How long pipes may stay open after the end of the script; who still holds them then is not waited for. */
const drainMs = 1000
const longestTimerMs = 2 ** 31 - 1

export interface SupervisedProcess {
  commandLine: string[]
  environment: Record<string, string>
  cwd: string
  /** User to run as; absent: the server's own. */
  uid?: number
  timeoutMs: number
  limits: ActionLimits
  signal?: AbortSignal
  memoryWatch: MemoryWatch
  /** Null: the pipes of Node must do. */
  outputPipes: OutputPipes | null
  /** Recognises what the script left behind; absent when the kernel ends all of it. */
  belongs?: (pid: number) => boolean
}

export interface ProcessEnd extends Omit<ScriptEnd, 'stderr'> {
  stdout: Buffer
  stderr: Buffer
  truncated: boolean
  durationMs: number
}

/** Starts a process in a group of its own and sees it to its end, whatever it does. Never rejects. */
export async function superviseProcess(run: SupervisedProcess): Promise<ProcessEnd> {
  const startedAt = performance.now()
  const [file = '', ...args] = run.commandLine
  let endedFor: ScriptEnd['endedFor'] = null
  let started = false
  let spawnError = ''

  const child = spawn(file, args, {
    cwd: run.cwd,
    env: run.environment,
    stdio: ['ignore', run.outputPipes?.writeFds[0] ?? 'pipe', run.outputPipes?.writeFds[1] ?? 'pipe', 'pipe'],
    detached: true,
    uid: run.uid,
    gid: run.uid,
  })
  const [out, err] = run.outputPipes?.read() ?? [child.stdout, child.stderr]
  const ended = new Promise<[number | null, string | null]>((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]))
    child.once('error', (error) => {
      spawnError = error.message
      if (child.pid === undefined) resolve([null, null])
    })
  })
  const killAll = async () => {
    if (child.pid === undefined) return
    if (run.belongs) await killStragglers(child.pid, run.belongs)
    else killGroup(child.pid)
  }
  const end = (why: NonNullable<ScriptEnd['endedFor']>) => {
    endedFor ??= why
    void killAll()
  }

  const stdout = capture(out, run.limits.outputBytes, () => end('output_too_large'))
  const stderr = capture(err, run.limits.outputBytes, () => end('output_too_large'))
  const startedPipe = child.stdio[startedFd]
  startedPipe?.on('error', () => undefined)
  startedPipe?.once('data', () => {
    started = true
  })

  const stop = () => end('stopped')
  run.signal?.addEventListener('abort', stop, { once: true })
  if (run.signal?.aborted) stop()
  const timer = setTimeout(() => end('timeout'), Math.min(run.timeoutMs, longestTimerMs))
  const unwatch =
    child.pid === undefined
      ? undefined
      : run.memoryWatch.watch(child.pid, run.limits.memoryMb * 1024 * 1024, () => end('memory'))

  const [exitCode, signal] = await ended
  clearTimeout(timer)
  unwatch?.()
  run.signal?.removeEventListener('abort', stop)
  const durationMs = performance.now() - startedAt
  if (run.belongs) await killAll()
  await drained([out, err, child.stdio[startedFd]])

  return {
    exitCode,
    signal,
    endedFor,
    started,
    stdout: stdout.bytes(),
    stderr: spawnError === '' ? stderr.bytes() : Buffer.from(spawnError),
    truncated: stdout.truncated() || stderr.truncated(),
    durationMs: Math.round(durationMs),
  }
}

/** Waits until the streams have ended, but not for ever; closes what is still open. */
async function drained(streams: (Stream | null | undefined)[]): Promise<void> {
  const open = streams.filter((stream): stream is Socket => stream instanceof Socket && !stream.closed)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, drainMs)
  })
  await Promise.race([Promise.all(open.map((stream) => once(stream, 'close').catch(() => undefined))), late])
  clearTimeout(timer)
  for (const stream of open) stream.destroy()
}
