import { createRunWorker } from '@tocsin/engine/worker/create-run-worker.ts'
import type { ModuleWorker, WorkDeps } from '../platform/index.ts'
import { createRunHost } from './run-host.ts'

/** Serves the lane of runs: this process carries runs of all instances. */
export function workOnRuns({ pool, queue, instances, log }: WorkDeps): ModuleWorker {
  return createRunWorker({
    pool,
    queue,
    log,
    host: createRunHost({ instances }),
    instanceOf: async (role) => instances.byRole(role),
  })
}
