import type { ActionFailureReason, ActionLimits, ActionRequest } from './action-runner.ts'

const longestReason = 4000

/** How a script ended. */
export interface ScriptEnd {
  exitCode: number | null
  signal: string | null
  stderr: string
  /** What the runner ended it for; null when it ended by itself. */
  endedFor: 'timeout' | 'stopped' | 'memory' | 'output_too_large' | null
  /** False when not even the first line of the script was run. */
  started: boolean
}

export interface Judgement {
  reason: ActionFailureReason | null
  error: string | null
}

type Rules = Pick<ActionRequest, 'purpose' | 'ignoreStderrOnSuccess' | 'timeoutMs'>

/** EXE-13: an exit code other than 0 or text on standard error is a failure; a connection test looks at the code only. */
export function judgeResult(end: ScriptEnd, rules: Rules, limits: ActionLimits): Judgement {
  const said = tail(end.stderr.trim())
  if (end.endedFor) return failed(end.endedFor, sentence(end.endedFor, rules, limits), said)
  if (!end.started) {
    return failed('not_started', 'The sandbox could not start the script; no line of it was run.', said)
  }
  const clean = end.exitCode === 0 && end.signal === null
  if (clean && (said === '' || rules.ignoreStderrOnSuccess || rules.purpose === 'connection_test')) {
    return { reason: null, error: null }
  }
  const hit = limitHit(end)
  if (hit === 'killed') return failed(hit, killedSentence(signalOf(end)), said)
  if (hit) return failed(hit, sentence(hit, rules, limits), said)
  if (clean) return { reason: 'stderr', error: said }
  if (said !== '') return { reason: 'exit_code', error: said }
  return failed('exit_code', `The script ended with exit code ${end.exitCode} and wrote nothing to standard error.`, '')
}

function failed(reason: ActionFailureReason, error: string, said: string): Judgement {
  return { reason, error: said === '' ? error : `${error}\n${said}` }
}

function tail(text: string): string {
  return text.length <= longestReason ? text : `… ${text.slice(-longestReason)}`
}

/** Shells and sandboxes report the signal that ended a process as 128 + its number. */
const signalCodes: Record<number, string> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  152: 'SIGXCPU',
  153: 'SIGXFSZ',
}

function signalOf(end: ScriptEnd): string | undefined {
  return end.signal ?? signalCodes[end.exitCode ?? 0]
}

/** What interpreters say when the system refused them something; only their own wording on the last lines counts. */
const refusals: [ActionFailureReason, RegExp][] = [
  ['memory', /^(?:MemoryError|Out of memory!|OSError: \[Errno 12\].*|.*: (?:fork: )?cannot allocate memory)\s*$/im],
  ['memory', /^.*(?:xmalloc|xrealloc): cannot allocate/m],
  ['processes', /(?:fork: .*|BlockingIOError: \[Errno 11\] )Resource temporarily unavailable|can't start new thread/],
  ['file_size', /\[Errno (?:27|28)\] |: (?:File too large|No space left on device|File size limit exceeded)/],
]

function limitHit(end: ScriptEnd): ActionFailureReason | null {
  const signal = signalOf(end)
  if (signal === 'SIGXCPU') return 'cpu_time'
  if (signal === 'SIGXFSZ') return 'file_size'
  const lastLines = end.stderr.trim().split('\n').slice(-5).join('\n')
  const refusal = refusals.find(([, wording]) => wording.test(lastLines))
  if (refusal) return refusal[0]
  return signal === undefined ? null : 'killed'
}

function sentence(reason: ActionFailureReason, rules: Rules, limits: ActionLimits): string {
  switch (reason) {
    case 'timeout':
      return `The script did not finish within ${rules.timeoutMs / 1000} s and was stopped with all its processes.`
    case 'stopped':
      return 'The script was stopped before it finished.'
    case 'memory':
      return `The script needed more than the ${limits.memoryMb} MB of memory an action may use.`
    case 'processes':
      return `The script started more than the ${limits.processes} processes an action may have at a time.`
    case 'cpu_time':
      return `The script used more than the ${limits.cpuSeconds} s of processor time an action may use.`
    case 'file_size':
      return `The script wrote more than the ${limits.fileSizeMb} MB an action may write to files.`
    case 'output_too_large':
      return `The script wrote more than the ${limits.outputBytes} bytes of output an action may have.`
    default:
      return 'The script failed.'
  }
}

function killedSentence(signal: string | undefined): string {
  return signal === 'SIGKILL'
    ? 'The script was killed from outside (SIGKILL); most often the machine had no memory left.'
    : `The script crashed or was ended by a signal (${signal}).`
}
