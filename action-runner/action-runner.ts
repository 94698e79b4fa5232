import type { Json } from '@tocsin/contracts/lists.ts'
export const scriptLanguages = ['bash', 'perl', 'powershell', 'python'] as const
export type ScriptLanguage = (typeof scriptLanguages)[number]

/** What one action may use. Each is for the whole run of the action, unless it says otherwise. */
export interface ActionLimits {
  /** Memory of all processes together, in MiB. */
  memoryMb: number
  /** Bytes read from standard output, and again from standard error; more ends the action. */
  outputBytes: number
  /** Processes and threads at the same time. */
  processes: number
  /** Processor time of one process, in seconds. */
  cpuSeconds: number
  /** Largest file that may be written, in MiB; in the strongest isolation also the size of all files together. */
  fileSizeMb: number
}

export const defaultLimits: ActionLimits = {
  memoryMb: 512,
  outputBytes: 10 * 1024 * 1024,
  processes: 64,
  cpuSeconds: 300,
  fileSizeMb: 256,
}

/** EXE-15: how long an action may take when nobody said otherwise. */
export const defaultTimeoutMs = 15 * 60 * 1000

/** A file input: variable `id` holds the path of a read-only copy, `<id>_name` the original name (formats.md 1). */
export interface ActionFile {
  id: string
  name: string
  content: Uint8Array
}

export interface ActionRequest {
  language: ScriptLanguage
  code: string
  /** Inputs and secrets, named like the ids of their fields (OIF-04). Never put in arguments, logs or the result. */
  environment: Record<string, string>
  /** Names of the variables that hold secrets: their values are blacked out of everything the script said. */
  secrets?: readonly string[]
  files?: readonly ActionFile[]
  timeoutMs: number
  /** What differs from `defaultLimits`. */
  limits?: Partial<ActionLimits>
  /** The same for every attempt at the same effect; the script reads it as TOCSIN_IDEMPOTENCY_KEY. */
  idempotencyKey: string
  /** EXE-13: succeed on exit code 0 although something was written to standard error. */
  ignoreStderrOnSuccess?: boolean
  /** A connection test is decided by the exit code alone (INT-14); an action also by standard error (EXE-13). */
  purpose?: 'action' | 'connection_test'
}

/** Why an action failed; `error` says the same in a sentence. */
export type ActionFailureReason =
  | 'exit_code'
  | 'stderr'
  | 'timeout'
  | 'cpu_time'
  | 'memory'
  | 'processes'
  | 'file_size'
  | 'output_too_large'
  | 'stopped'
  | 'killed'
  | 'interpreter_missing'
  | 'invalid_request'
  | 'not_started'

export interface ActionResult {
  status: 'succeeded' | 'failed'
  /** Null when it succeeded. */
  reason: ActionFailureReason | null
  /** What went wrong and what to do, for people; null when it succeeded. */
  error: string | null
  /** True when no line of the script was run, so that trying again cannot repeat an effect. */
  neverStarted: boolean
  exitCode: number | null
  signal: string | null
  stdout: string
  stderr: string
  /** Standard output as JSON; null when it is not JSON. */
  output: Json
  outputIsJson: boolean
  /** What a reader of the output should know: bytes that were not UTF-8, JSON that breaks off. */
  warnings: string[]
  durationMs: number
  /** True when the script said more than was kept. */
  truncated: boolean
}

/** Runs one action: environment in, JSON out. Scripts in processes today; containers, http and javascript likewise. */
export interface ActionRunner {
  /**
   * Runs the action to its end and leaves nothing of it behind. Waits for a free place first; `timeoutMs` counts from
   * the start of the script. Aborting `signal` kills it. Resolves for every outcome of the script: a failed action is
   * data, so a rejection is a defect of the runner.
   */
  run(request: ActionRequest, signal?: AbortSignal): Promise<ActionResult>
}
