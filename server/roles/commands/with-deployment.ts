import { type Deployment, openDeployment } from '../../deployment.ts'
import { readConfig } from '../../platform/config.ts'
import { createLog } from '../../platform/log.ts'

/** Opens the deployment for one command, beside a running server or alone, and closes it again. */
export async function withDeployment<T>(work: (deployment: Deployment) => Promise<T>): Promise<T> {
  const config = readConfig({ ...process.env, TOCSIN_LOG: process.env.TOCSIN_LOG ?? 'warn' }, { serves: false })
  const deployment = await openDeployment(config, createLog(config))
  try {
    return await work(deployment)
  } finally {
    await deployment.stop()
  }
}
