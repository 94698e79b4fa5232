import {
  type EmbeddedConnection,
  type EmbeddedOptions,
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts'

export interface UsedPostgres extends EmbeddedConnection {
  /** Stops the server where this call started it; leaves another program's server alone. */
  close(): Promise<void>
}

/**
 * For commands that run beside `tocsin serve` or alone: the server that already runs over the data directory, else one
 * of their own. Throws `EmbeddedFailure`.
 */
export async function useEmbeddedPostgres(options: EmbeddedOptions): Promise<UsedPostgres> {
  const running = await findRunningEmbeddedPostgres(options.dataDirectory)
  if (running) return { ...running, close: async () => {} }
  const started = await startEmbeddedPostgres(options)
  const { connectionString, superuserConnectionString } = started
  return { connectionString, superuserConnectionString, close: () => started.stop() }
}
