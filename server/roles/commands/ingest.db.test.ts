import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createTestInstance, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('tocsin ingest', { timeout: 120_000 }, () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let folder: string
  beforeAll(async () => {
    started = await createTestInstance()
    folder = await mkdtemp(join(tmpdir(), 'tocsin-ingest-'))
    await started.api.post('/alert-sources', { name: 'files', keyPaths: ['id'], titlePath: 'title' })
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await started.stop()
  })

  async function tocsin(args: string[], input = '') {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', 'ingest', ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TOCSIN_DATABASE_URL: started.test.databaseUrl,
        TOCSIN_DATA: started.test.deployment.config.dataDirectory,
      },
    })
    child.stdin.end(input)
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    return { out, err, code }
  }
  const options = ['--instance', 'acme', '--source', 'files']
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      JSON.stringify({ id: from + index, title: `Line ${from + index}` }),
    ).join('\n')

  it('takes a file in batches, counts repetitions and names malformed lines, beside the running server', async () => {
    const file = join(folder, 'alerts.ndjson')
    await writeFile(file, `${lines(1, 5000)}\n{broken\n${lines(4991, 20)}\n`)
    const { out, code } = await tocsin([file, ...options, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      instance: 'acme',
      source: 'files',
      received: 5020,
      duplicates: 10,
      malformedCount: 1,
      malformed: [{ line: 5001 }],
    })
    await eventually(async () => {
      const { body } = await started.api.get('/alerts/summary?source=files')
      return body.total === 5010 && body.items.every((item: { outcome: string }) => item.outcome === 'dropped')
    }, 'the server decides what the command took')
    const again = await tocsin([file, ...options])
    expect(again.out).toMatch(
      /5020 alerts taken, 5020 of them known already\.\n1 lines could not be read:\n {2}line 5001 is not JSON/,
    )
  })

  it('takes standard input', async () => {
    const { out, code } = await tocsin(['-', ...options, '--json'], `[${JSON.stringify({ id: 'x', title: 'One' })}]`)
    expect([code, JSON.parse(out).received]).toEqual([0, 1])
  })

  it('fails with one line where nothing can be read, and says what to do', async () => {
    const empty = await tocsin(['-', ...options], 'not json\n')
    expect([empty.code, empty.err]).toEqual([
      1,
      expect.stringMatching(/No alert could be read from standard input: line 1 is not JSON/),
    ])
    const missing = await tocsin([join(folder, 'none.ndjson'), ...options])
    expect([missing.code, missing.err]).toEqual([1, expect.stringMatching(/none\.ndjson cannot be read \(ENOENT\)/)])
    const source = await tocsin(['-', '--instance', 'acme', '--source', 'wrong'], '{}')
    expect([source.code, source.err]).toEqual([
      1,
      expect.stringMatching(/no alert source "wrong"\. Sources: files, panther, suricata/),
    ])
    const usage = await tocsin(['-', '--instance', 'acme'])
    expect([usage.code, usage.err]).toEqual([2, expect.stringMatching(/--source are needed/)])
  })
})
