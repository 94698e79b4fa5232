export type { Clock } from './clock.ts'
export { type Config, findRoot } from './config.ts'
export { inSavepoint } from './database/in-savepoint.ts'
export { isPassing, violatedConstraint } from './database/pool.ts'
export {
  compileQuery,
  mentions,
  type Plain,
  type QueryAsker,
  type QueryCatalogue,
  type QueryField,
} from './database/query-sql.ts'
export { queryable } from './database/queryable.ts'
export type { DefaultDocument, Document, Stamp, Tables } from './database/tables.ts'
export { type DomainEvent, emit, emitAll, type NewEvent, type Subscription } from './events/index.ts'
export { Failure, notAllowed, notFound } from './failure.ts'
export { cleanHtml } from './html/clean-html.ts'
export {
  type Actor,
  type Call,
  type Dialect,
  handles,
  machineActor,
  may,
  type Route,
  reads,
  requireCapability,
  untilGone,
  writes,
  writesTogether,
} from './http/index.ts'
export type { Instance, Tx } from './instance.ts'
export { enqueue } from './jobs/enqueue.ts'
export { type JobKind, type JobRun, job } from './jobs/job.ts'
export { changed } from './live/changed.ts'
export type { Log } from './log.ts'
export { type Mailer, MailRefused, NOT_SET_UP } from './mailer.ts'
export type { ExtendDeps, ModuleWorker, ServerModule, WorkDeps } from './module.ts'
export type { Secrets } from './secrets/secrets.ts'
