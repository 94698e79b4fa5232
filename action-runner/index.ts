/** Runs one action of an integration: inputs by environment, result as JSON on standard output. */
export * from './action-runner.ts'
export { redact } from './redact.ts'
