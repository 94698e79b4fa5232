import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDeploymentKey } from './deployment-key.ts'
import { createSecrets } from './secrets.ts'

describe('secrets (INT-18)', () => {
  const key = randomBytes(32)
  const secrets = createSecrets(key, 'instance-1')

  it('open only at the place they were sealed for', () => {
    const sealed = secrets.seal('pä55 "word"', 'resources/1/token')
    expect(secrets.open(sealed, 'resources/1/token')).toBe('pä55 "word"')
    expect(sealed).not.toContain('word')
    expect(() => secrets.open(sealed, 'resources/2/token')).toThrow()
  })

  it('do not open for another instance or with another key', () => {
    const sealed = secrets.seal('x', 'p')
    expect(() => createSecrets(key, 'instance-2').open(sealed, 'p')).toThrow()
    expect(() => createSecrets(randomBytes(32), 'instance-1').open(sealed, 'p')).toThrow()
  })

  it('show when they were tampered with', () => {
    const [format, nonce, tag, text] = secrets.seal('amount 10', 'p').split('.')
    const changed = Buffer.from(text ?? '', 'base64url')
    changed[0] = (changed[0] ?? 0) ^ 1
    expect(() => secrets.open([format, nonce, tag, changed.toString('base64url')].join('.'), 'p')).toThrow()
  })

  it('are never sealed twice alike', () => {
    expect(secrets.seal('x', 'p')).not.toBe(secrets.seal('x', 'p'))
  })
})

describe('the key of a deployment', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-key-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is made once, also by several processes at the same moment, and is readable by its owner only', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => loadDeploymentKey(folder)))
    expect(new Set(keys.map((each) => each.toString('hex'))).size).toBe(1)
    expect((await stat(join(folder, 'keys/deployment.key'))).mode & 0o777).toBe(0o600)
    expect(await loadDeploymentKey(folder)).toEqual(keys[0])
  })

  it('is refused when it is not a key, and left as it is', async () => {
    await loadDeploymentKey(folder)
    const path = join(folder, 'keys/deployment.key')
    await writeFile(path, 'garbage')
    await expect(loadDeploymentKey(folder)).rejects.toThrow(/not a deployment key/)
    expect(await readFile(path, 'utf8')).toBe('garbage')
  })
})
