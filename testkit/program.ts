import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findRoot } from '@tocsin/server/platform/index.ts'
import { eventually } from './eventually.ts'

/** The program itself as its own process, so that it can be killed like one. */
export interface Program {
  address: string
  readonly pid: number
  /** All it has printed. */
  output(): string
  /** Resolves with the exit code when it has ended, asked for or not. */
  ended: Promise<number | null>
  /** kill -9 */
  kill(): Promise<void>
  /** Ctrl-C. Gives the exit code. */
  stop(): Promise<number | null>
}

export interface ProgramOptions {
  environment: Record<string, string>
  arguments?: string[]
  /** How long its start may take; then it is killed. A minute unless told. */
  patienceMs?: number
}

/** What the program says when it answers. */
const RUNNING = 'Tocsin runs at'

/** Starts `tocsin serve` from the build and waits until it says that it runs. Throws with its output when it ends instead. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const bundle = join(findRoot(), 'dist/server/main.js')
  if (!existsSync(bundle)) throw new Error('There is no build: run npm run build first.')
  const port = options.environment.TOCSIN_PORT ?? String(await freePort())
  const child: ChildProcess = spawn(process.execPath, [bundle, 'serve', ...(options.arguments ?? [])], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TOCSIN_LOG: 'warn',
      ...options.environment,
      TOCSIN_PORT: port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let over = false
  let killed = false
  void ended.then((code) => {
    over = true
    // What a test says of an exit code tells nothing; what the program said before does.
    if (code !== 0 && !killed && text.includes(RUNNING)) {
      process.stderr.write(`\nThe program at port ${port} ended with ${code}:\n${text}\n`)
    }
  })
  await eventually(
    async () => over || text.includes(RUNNING),
    'the start of the program',
    options.patienceMs ?? 60_000,
  ).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw new Error(`The program did not come up:\n${text}`, { cause: error })
  })
  if (over) throw new Error(`The program ended at its start:\n${text}`)
  return {
    address: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    async kill() {
      killed = true
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
