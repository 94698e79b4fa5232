import { randomBytes } from 'node:crypto'
import { createSecrets } from '../secrets/secrets.ts'

const PLACE = 'instance-key'

/** Makes a fresh key for one instance, wrapped by the deployment's key. */
export function makeWrappedKey(deploymentKey: Buffer, instanceId: string): Buffer {
  const sealed = createSecrets(deploymentKey, instanceId).seal(randomBytes(32).toString('base64'), PLACE)
  return Buffer.from(sealed)
}

/** Opens an instance's key; throws when the deployment's key is another one. */
export function unwrapKey(deploymentKey: Buffer, instanceId: string, wrapped: Buffer): Buffer {
  return Buffer.from(createSecrets(deploymentKey, instanceId).open(wrapped.toString(), PLACE), 'base64')
}
