import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProcessRunner } from '../index.ts'
import { isRunning, listProcesses, readVariable } from './process-table.ts'

const mark = `killed-${process.pid}-${Date.now()}`
const marked = () => listProcesses().filter((pid) => readVariable(pid, 'mark') === mark && isRunning(pid))
const nobody = 65534

/** A server that runs one script with children of its own and prints what it found; argument: the way of isolating. */
const server = `
import { createProcessRunner } from './action-runner/index.ts'
const isolation = process.argv[2] === 'strongest' ? undefined : process.argv[2]
const runner = await createProcessRunner({ concurrency: 1, isolation })
console.log(JSON.stringify(runner.describeIsolation()))
const code = '(setsid sleep 300 &) ; echo begun > begun; sleep 300'
const run = (code) => runner.run({ language: 'bash', code, environment: { mark: process.argv[3] }, timeoutMs: 300000, idempotencyKey: '1' })
console.log(JSON.stringify(await run('id -u')))
await run(code)
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-server-'))
  await chmod(folder, 0o755)
  await build({
    stdin: { contents: server, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'server.mjs'),
    logLevel: 'error',
  })
})
afterAll(() => rm(folder, { recursive: true }))

function startServer(
  isolation: string,
  uid?: number,
): { child: ChildProcess; line(): Promise<Record<string, unknown>> } {
  const child = spawn(process.execPath, [join(folder, 'server.mjs'), isolation, mark], {
    uid,
    gid: uid,
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  const line = async () => {
    await until(() => text.includes('\n') || child.exitCode !== null)
    const [first = '', ...rest] = text.split('\n')
    text = rest.join('\n')
    return JSON.parse(first)
  }
  return { child, line }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20)
}

/** Waits for the script and its double-forked child. */
const isUnderWay = () => until(() => marked().length >= 3)

const isRoot = process.getuid?.() === 0
for (const uid of isRoot ? [undefined, nobody] : [undefined]) {
  const who = uid === undefined ? 'this user' : 'an ordinary user'
  it.skipIf(process.platform !== 'linux')(`ends scripts when the server is killed, run by ${who}`, async () => {
    const { child, line } = startServer('strongest', uid)
    const report = await line()
    expect(report.user).toBe(isRoot && uid === undefined ? 'own' : 'server')
    expect(await line()).toMatchObject({ status: 'succeeded' })
    await isUnderWay()
    child.kill('SIGKILL')
    // A machine without namespaces leaves the orphans to the next start.
    if (report.isolation === 'plain') await createProcessRunner({ concurrency: 1 })
    await until(() => marked().length === 0)
  })

  it.skipIf(process.platform !== 'linux')(
    `ends what plain isolation left behind at the next start, run by ${who}`,
    async () => {
      const { child, line } = startServer('plain', uid)
      expect(await line()).toMatchObject({ isolation: 'plain' })
      expect(await line()).toMatchObject({ status: 'succeeded' })
      await isUnderWay()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      await createProcessRunner({ concurrency: 1, isolation: 'plain' })
      await until(() => marked().length === 0)
    },
  )
}
