export { EmbeddedFailure, type EmbeddedReason } from './embedded-failure.ts'
export {
  type EmbeddedConnection,
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts'
export { type SupervisedPostgres, superviseEmbeddedPostgres } from './supervise-embedded-postgres.ts'
export { type UsedPostgres, useEmbeddedPostgres } from './use-embedded-postgres.ts'
