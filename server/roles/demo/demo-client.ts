import { allCapabilities } from '@tocsin/contracts'
import { createApiKey } from '../../access/index.ts'
import { Failure, type Instance, machineActor } from '../../platform/index.ts'

const demo = machineActor({ kind: 'system', id: 'demo', name: 'Demo' }, allCapabilities)

// biome-ignore lint/suspicious/noExplicitAny: the demo reads answers as a script of a customer would
export type Answer = any

/** Sets the demo up from outside, by the calls that a customer's script would make. */
export interface DemoClient {
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  patch(path: string, body: unknown): Promise<Answer>
}

/** Throws with the answer when a call is refused. */
export async function createDemoClient(address: string, instance: Instance): Promise<DemoClient> {
  const { key } = await instance.database.write((tx) =>
    createApiKey(tx, demo, { name: 'Demo', profile: 'Administrator' }),
  )
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${address}/${instance.slug}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: Answer = response.status === 204 ? null : await response.json()
    if (!response.ok)
      throw new Failure('wrong_state', `${method} ${path} at ${instance.slug}: ${answer.message}`, answer.details)
    return answer
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}
