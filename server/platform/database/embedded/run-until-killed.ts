import { silentLog } from '../../log.ts'
import { superviseEmbeddedPostgres } from './index.ts'

/** A program for the tests of this folder: serves a data directory, says where, and stops on SIGTERM. */
const [dataDirectory = ''] = process.argv.slice(2)
try {
  const server = await superviseEmbeddedPostgres({ dataDirectory, log: silentLog })
  process.stdout.write(`${JSON.stringify({ pid: server.pid, connectionString: server.connectionString })}\n`)
  const wait = setInterval(() => {}, 1_000)
  process.once('SIGTERM', () => {
    clearInterval(wait)
    void server.stop()
  })
} catch (error) {
  process.stdout.write(`${JSON.stringify({ failure: error instanceof Error ? error.message : String(error) })}\n`)
}
