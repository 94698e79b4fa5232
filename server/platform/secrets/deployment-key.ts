import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'

/** Reads the key that wraps every instance's own key; makes it on the first start. Lose it and all secrets are lost. */
export async function loadDeploymentKey(dataDirectory: string): Promise<Buffer> {
  const folder = join(dataDirectory, 'keys')
  const path = join(folder, 'deployment.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = `${path}.${randomUUID()}.new`
  await writeFile(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    // A link never replaces an existing key and never leaves half of one.
    await link(fresh, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(fresh)
  }
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  if (key.length !== 32) {
    throw new Failure(
      'unreadable_file',
      `${path} is not a deployment key. Put back the key that this data was written with.`,
    )
  }
  return key
}
