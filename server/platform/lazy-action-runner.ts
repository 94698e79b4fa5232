import { type ActionRunner, createProcessRunner, type ProcessRunner } from '@tocsin/action-runner'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** Scripts at the same time in one process of the program. */
const CONCURRENCY = 8

/** Finds out how scripts can be isolated here when the first one runs, and says so in the log. */
export function createLazyActionRunner(config: Config, log: Log): ActionRunner {
  let runner: Promise<ProcessRunner> | null = null
  async function create(): Promise<ProcessRunner> {
    const created = await createProcessRunner({ concurrency: CONCURRENCY, hiddenPaths: [config.dataDirectory] })
    log.info({ isolation: created.describeIsolation() }, 'Scripts run in isolated processes')
    return created
  }
  return {
    async run(request, signal) {
      runner ??= create()
      try {
        return (await runner).run(request, signal)
      } catch (error) {
        runner = null
        throw error
      }
    },
  }
}
