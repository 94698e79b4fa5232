import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createProcessRunner } from '@tocsin/action-runner'
import { median } from './measure.ts'

const SCRIPT = `import json, os, sys
print(json.dumps({'host': os.environ.get('host', ''), 'length': len(sys.version)}))`

export interface PythonStarts {
  /** As the product runs an action: own process, directory, user and limits. */
  isolated: number
  /** A process of its own and nothing else. */
  bare: number
  /** A child of an interpreter that is already there: the most that a warm pool could gain, without any isolation. */
  warm: number
}

/** Median milliseconds of one small Python action, by turns in three ways. */
export async function pythonStarts(samples: number): Promise<PythonStarts> {
  const runner = await createProcessRunner({ concurrency: 1 })
  const pool = openWarmInterpreter()
  const taken = { isolated: [] as number[], bare: [] as number[], warm: [] as number[] }
  const timed = async (list: number[], run: () => Promise<unknown>) => {
    const began = performance.now()
    await run()
    list.push(performance.now() - began)
  }
  for (let sample = 0; sample < samples; sample += 1) {
    await timed(taken.isolated, () => runIsolated(runner))
    await timed(taken.bare, runBare)
    await timed(taken.warm, () => pool.run())
  }
  pool.close()
  const rounded = (list: number[]) => Math.round(median(list) * 10) / 10
  return { isolated: rounded(taken.isolated), bare: rounded(taken.bare), warm: rounded(taken.warm) }
}

async function runIsolated(runner: Awaited<ReturnType<typeof createProcessRunner>>): Promise<void> {
  const result = await runner.run({
    language: 'python',
    code: SCRIPT,
    environment: { host: 'a.example.org' },
    timeoutMs: 60_000,
    idempotencyKey: 'bench',
  })
  if (result.status !== 'succeeded') throw new Error(`The measured script failed: ${result.error}`)
}

function runBare(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-I', '-c', SCRIPT], { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', () => resolve())
  })
}

/** Answers each line with a fork that runs the script. */
const ZYGOTE = `import os, sys
code = compile(${JSON.stringify(SCRIPT)}, 'action', 'exec')
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        exec(code, {'__name__': '__main__'})
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b'done\\n')`

function openWarmInterpreter(): { run(): Promise<void>; close(): void } {
  const child = spawn('python3', ['-I', '-c', ZYGOTE], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  return {
    run: () =>
      new Promise((resolve) => {
        lines.once('line', () => resolve())
        child.stdin.write('\n')
      }),
    close: () => child.stdin.end(),
  }
}
