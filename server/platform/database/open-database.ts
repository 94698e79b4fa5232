import type { Config } from '../config.ts'
import { Failure } from '../failure.ts'
import type { Log } from '../log.ts'
import { checkExternalDatabase } from './check-external-database.ts'

export interface Database {
  connectionString: string
  close(): Promise<void>
}

/** The external PostgreSQL where one is configured, else the embedded one under the data directory. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl !== null) {
    await checkExternalDatabase(config.databaseUrl, log)
    return { connectionString: config.databaseUrl, close: async () => {} }
  }
  throw new Failure('unavailable', 'no embedded database yet')
}
