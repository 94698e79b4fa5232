import {
  type ActionRequest,
  type ActionResult,
  type ActionRunner,
  defaultLimits,
  type ScriptLanguage,
  scriptLanguages,
} from '../action-runner.ts'
import { childEnvironment } from '../child-environment.ts'
import { type Judgement, judgeResult } from '../judge-result.ts'
import { readJson, readText } from '../read-output.ts'
import { redact, redactJson } from '../redact.ts'
import { createRunSlots } from '../run-slots.ts'
import { removeAbandonedRuns } from './abandoned-runs.ts'
import { describeQuarters, type IsolationReport } from './describe-isolation.ts'
import { findQuarters, type QuartersOptions } from './find-quarters.ts'
import { dialects, type FoundInterpreter, findInterpreter, type MissingInterpreter } from './interpreters.ts'
import { runIsolated } from './run-isolated.ts'
import type { ProcessEnd } from './supervise.ts'

export interface ProcessRunnerOptions extends QuartersOptions {
  /** Scripts at the same time; more wait in line. */
  concurrency: number
  /** Paths of interpreters that are not to be searched for. */
  interpreters?: Partial<Record<ScriptLanguage, string>>
}

export interface ProcessRunner extends ActionRunner {
  /** Which isolations hold on this machine and which interpreters work. */
  describeIsolation(): IsolationReport
}

/**
 * Runs scripts as processes of this machine, shut in as well as the machine allows; finds out how by trying.
 * Throws when not even a plain process can be started.
 */
export async function createProcessRunner(options: ProcessRunnerOptions): Promise<ProcessRunner> {
  const found = await findQuarters(options)
  const { quarters } = found
  await removeAbandonedRuns(quarters.workDirectory)
  const slots = createRunSlots(options.concurrency)
  const interpreters = new Map<ScriptLanguage, FoundInterpreter | MissingInterpreter>()
  const find = async (language: ScriptLanguage) => {
    const known = interpreters.get(language)
    if (known && 'path' in known) return known
    // Looked for again each time it is missing: it may have been installed meanwhile.
    const interpreter = await findInterpreter(quarters, language, options.interpreters?.[language])
    interpreters.set(language, interpreter)
    return interpreter
  }
  await Promise.all(scriptLanguages.map(find))

  return {
    describeIsolation: () => describeQuarters(found, interpreters),
    async run(request, signal) {
      const given = childEnvironment({ ...request.environment, ...fileInputs(request.files) }, request.language)
      if (typeof given === 'string') return notRun('invalid_request', given)
      const leave = await slots.take(signal)
      if (!leave) return notRun('stopped', 'The action was stopped before it began.')
      try {
        const interpreter = await find(request.language)
        if ('tried' in interpreter) return notRun('interpreter_missing', missingSentence(request.language, interpreter))
        const limits = { ...defaultLimits, ...request.limits }
        const end = await runIsolated(quarters, {
          language: request.language,
          code: request.code,
          files: request.files ?? [],
          variables: { ...given.variables, TOCSIN_IDEMPOTENCY_KEY: request.idempotencyKey },
          inputsFromFile: given.fromFile,
          limits,
          timeoutMs: request.timeoutMs,
          signal,
          interpreter,
          arguments: dialects[request.language].arguments,
        })
        const stderr = readText(end.stderr, 'Standard error')
        const judgement = judgeResult({ ...end, stderr: stderr.text }, request, limits)
        return toResult(request, end, stderr, judgement)
      } finally {
        leave()
      }
    },
  }
}

function toResult(
  request: ActionRequest,
  end: ProcessEnd,
  stderr: { text: string; warnings: string[] },
  { reason, error }: Judgement,
): ActionResult {
  const secrets = (request.secrets ?? []).flatMap((name) => request.environment[name] ?? [])
  const stdout = readText(end.stdout, 'Standard output')
  const json = readJson(stdout.text)
  return {
    status: reason === null ? 'succeeded' : 'failed',
    reason,
    error: error === null ? null : redact(error, secrets),
    neverStarted: !end.started,
    exitCode: end.exitCode,
    signal: end.signal,
    stdout: redact(stdout.text, secrets),
    stderr: redact(stderr.text, secrets),
    output: redactJson(json.output, secrets),
    outputIsJson: json.isJson,
    warnings: [...stdout.warnings, ...stderr.warnings, ...json.warnings.map((warning) => redact(warning, secrets))],
    durationMs: end.durationMs,
    truncated: end.truncated,
  }
}

/** The path is known only when the run has its folder; the variable is checked like all others before. */
function fileInputs(files: ActionRequest['files'] = []): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ id, name }) => [
      [id, ''],
      [`${id}_name`, name],
    ]),
  )
}

function notRun(reason: NonNullable<ActionResult['reason']>, error: string): ActionResult {
  return {
    status: 'failed',
    reason,
    error,
    neverStarted: true,
    exitCode: null,
    signal: null,
    stdout: '',
    stderr: '',
    output: null,
    outputIsJson: false,
    warnings: [],
    durationMs: 0,
    truncated: false,
  }
}

function missingSentence(language: ScriptLanguage, { tried }: MissingInterpreter): string {
  const programs = dialects[language].programs.join(' or ')
  if (tried.length === 0) {
    return `This action is written in ${language}, and ${programs} is not installed on the server. Install it, or run the action through a bridge that has it.`
  }
  return `This action is written in ${language}, and no ${programs} on the server can be run by scripts: ${tried.join(' · ')}`
}
