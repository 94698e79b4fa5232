/** Runs one action of an integration: inputs by environment, result as JSON on standard output. */
export * from './action-runner.ts'
export type { IsolationReport } from './process/describe-isolation.ts'
export { createProcessRunner, type ProcessRunner, type ProcessRunnerOptions } from './process/process-runner.ts'
export { redact } from './redact.ts'
