/**
 * Durable execution of playbook graphs. `@tocsin/engine/playbook/index.ts` and `@tocsin/engine/values/index.ts` are
 * pure and also run in the browser.
 */

export type { PlaybookName, RunVersion } from './decide/index.ts'
export * from './journal/entry.ts'
export type { InstanceScope, RunEvent, RunIdentity } from './journal/run-identity.ts'
export * from './playbook/index.ts'
export * from './queue/index.ts'
export {
  type RunDetail,
  type RunIterationDetail,
  type RunNodeDetail,
  readRun,
  readRunValue,
  readRunVersion,
} from './stores/postgres/read-run.ts'
export type { RunTransaction } from './stores/postgres/run-transaction.ts'
export { type AnswerFate, answerWait, killRun, rerunNode } from './stores/postgres/send-signal.ts'
export { type NewRun, startRun } from './stores/postgres/start-run.ts'
export { timeOrderedId } from './stores/postgres/time-ordered-id.ts'
export * from './values/index.ts'
export { type CreateRunWorkerOptions, createRunWorker } from './worker/create-run-worker.ts'
export type { Attempt, RunHost } from './worker/host.ts'
export type { EngineClock, RunLimits } from './worker/run-deps.ts'
export type { Concurrency, RunWorker } from './worker/run-worker.ts'
