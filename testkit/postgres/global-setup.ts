import { startTestPostgres } from './test-postgres.ts'

/** One server for the whole run; `TOCSIN_TEST_DATABASE_URL` chooses another one instead. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TOCSIN_TEST_DATABASE_URL) return undefined
  const server = await startTestPostgres({ durable: false })
  process.env.TOCSIN_TEST_DATABASE_URL = server.connectionString
  return () => server.stop()
}
