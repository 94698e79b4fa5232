import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { checkExternalDatabase } from './check-external-database.ts'
import { superviseEmbeddedPostgres, useEmbeddedPostgres } from './embedded/index.ts'

export interface Database {
  connectionString: string
  close(): Promise<void>
}

/**
 * The external PostgreSQL where one is configured, else the embedded one under the data directory: kept running by the
 * program that serves, shared by a command that runs beside it.
 */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl !== null) {
    await checkExternalDatabase(config.databaseUrl, log)
    return { connectionString: config.databaseUrl, close: async () => {} }
  }
  const options = { dataDirectory: config.dataDirectory, log }
  if (!config.serves) return useEmbeddedPostgres(options)
  const supervised = await superviseEmbeddedPostgres(options)
  return { connectionString: supervised.connectionString, close: () => supervised.stop() }
}
