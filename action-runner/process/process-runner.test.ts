import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRequest, createProcessRunner, type ProcessRunner } from '../index.ts'
import { isRunning, listProcesses, processNumberSpace, readVariable } from './process-table.ts'

const isLinux = process.platform === 'linux'
const mark = `mark-${process.pid}-${Date.now()}`

/** Living processes that were started with this test's variable. */
const leftBehind = () => listProcesses().filter((pid) => readVariable(pid, 'mark') === mark && isRunning(pid))

const request = (language: 'python' | 'bash', code: string, more: Partial<ActionRequest> = {}): ActionRequest => ({
  language,
  code,
  timeoutMs: 20_000,
  idempotencyKey: 'attempt-1',
  ...more,
  environment: { mark, ...more.environment },
})

async function findRunner(isolation: 'bubblewrap' | 'namespace' | 'plain'): Promise<ProcessRunner | null> {
  try {
    return await createProcessRunner({ concurrency: 4, isolation })
  } catch {
    return null
  }
}

const runners = {
  bubblewrap: await findRunner('bubblewrap'),
  namespace: await findRunner('namespace'),
  plain: await findRunner('plain'),
}

for (const [name, runner] of Object.entries(runners)) {
  describe.skipIf(!runner || !isLinux)(`process runner in ${name} isolation`, () => {
    const run = (language: 'python' | 'bash', code: string, more?: Partial<ActionRequest>, signal?: AbortSignal) =>
      runner!.run(request(language, code, more), signal)

    afterAll(() => expect(leftBehind()).toEqual([]))

    it('gives inputs by environment and reads JSON from standard output (OIF-04)', async () => {
      const result = await run('python', 'import os, json\nprint(json.dumps({"host": os.environ["Host.Name"]}))', {
        environment: { 'Host.Name': 'a "b" $(id) é' },
      })
      expect(result).toMatchObject({ status: 'succeeded', reason: null, error: null, outputIsJson: true, exitCode: 0 })
      expect(result.output).toEqual({ host: 'a "b" $(id) é' })
    })

    it('lets nothing of the server through to the script but what was given', async () => {
      process.env.TOCSIN_SERVER_ONLY = 'server-only'
      const result = await run('python', 'import os, json\nprint(json.dumps(sorted(os.environ)))')
      delete process.env.TOCSIN_SERVER_ONLY
      const own = ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TOCSIN_IDEMPOTENCY_KEY', 'TOCSIN_RUN_ID', 'mark']
      expect((result.output as string[]).filter((variable) => !own.includes(variable))).toEqual([])
    })

    it('passes inputs that are longer than the system takes to python, and says so for bash', async () => {
      const long = 'x'.repeat(700_000)
      const environment = { long, other: long, short: 'é' }
      const code = 'import os, sys, json\nprint(json.dumps([len(os.environ["long"]), os.environ["short"], sys.argv]))'
      const inPython = await run('python', code, { environment })
      expect(inPython.output).toEqual([700_000, 'é', [expect.stringMatching(/action\.py$/)]])
      const inBash = await run('bash', 'echo "$long"', { environment })
      expect(inBash).toMatchObject({ reason: 'invalid_request', neverStarted: true })
      expect(inBash.error).toContain('684 KB long, too long for a bash script')
    })

    it('fails on text at standard error although the exit code is 0, unless told otherwise (EXE-13)', async () => {
      const code = 'echo \'{"a":1}\'; echo careful >&2'
      expect(await run('bash', code)).toMatchObject({ status: 'failed', reason: 'stderr', error: 'careful' })
      const ignored = await run('bash', code, { ignoreStderrOnSuccess: true })
      expect(ignored).toMatchObject({ status: 'succeeded', output: { a: 1 }, stderr: 'careful\n' })
    })

    it('fails on an exit code, with or without a word about it (EXE-13)', async () => {
      expect(await run('bash', 'exit 3')).toMatchObject({
        reason: 'exit_code',
        exitCode: 3,
        error: 'The script ended with exit code 3 and wrote nothing to standard error.',
      })
      expect((await run('python', 'raise ValueError("no such host")')).error).toContain('ValueError: no such host')
    })

    it('decides a connection test by the exit code alone (INT-14)', async () => {
      expect(await run('bash', 'echo warning >&2', { purpose: 'connection_test' })).toMatchObject({
        status: 'succeeded',
      })
      expect(await run('bash', 'echo wrong key >&2; exit 1', { purpose: 'connection_test' })).toMatchObject({
        status: 'failed',
        error: 'wrong key',
      })
    })

    it('keeps output that is not JSON as text (EXE-14)', async () => {
      expect(await run('bash', 'echo hello')).toMatchObject({
        status: 'succeeded',
        output: null,
        outputIsJson: false,
        stdout: 'hello\n',
      })
    })

    it('runs in a fresh private folder and removes it, even a locked one', async () => {
      const code = 'echo x > here; ls "$HOME"; pwd; mkdir -p locked/in; chmod 000 locked; chmod 500 .'
      const before = readdirSync(tmpdir()).filter((each) => each.startsWith('tocsin-action-'))
      const first = await run('bash', code)
      const second = await run('bash', code)
      expect([first.stderr, first.stdout.split('\n')[0], second.stdout.split('\n')[0]]).toEqual(['', 'here', 'here'])
      const after = readdirSync(tmpdir()).filter((each) =>
        each.startsWith(`tocsin-action-${processNumberSpace()}.${process.pid}-`),
      )
      expect(after.filter((each) => !before.includes(each))).toEqual([])
    })

    it('gives files as paths with their original names (formats.md 1)', async () => {
      const result = await run('bash', 'cat "$sample"; echo; echo "$sample_name"', {
        files: [{ id: 'sample', name: '../../etc/passwd; rm -rf', content: Buffer.from('MZ') }],
      })
      expect(result.stdout).toBe('MZ\n../../etc/passwd; rm -rf\n')
    })

    it('ends an endless loop at its time limit (EXE-15)', async () => {
      const result = await run('python', 'print("begun", flush=True)\nwhile True: pass', { timeoutMs: 500 })
      expect(result).toMatchObject({ status: 'failed', reason: 'timeout', stdout: 'begun\n', neverStarted: false })
      expect(result.error).toContain('did not finish within 0.5 s')
    })

    it('ends a script that ignores every signal it may ignore, with all that it started (EXE-12, EXE-15)', async () => {
      const code = `trap '' TERM INT HUP QUIT PIPE USR1
(trap '' TERM; while :; do sleep 1; done) &
while :; do sleep 1; done`
      const late = await run('bash', code, { timeoutMs: 2000 })
      expect(late).toMatchObject({ status: 'failed', reason: 'timeout' })
      expect(late.error).toContain('was stopped with all its processes')
      expect(leftBehind()).toEqual([])
      const abort = new AbortController()
      const running = run('bash', code, {}, abort.signal)
      await eventually(async () => leftBehind().length > 0, 'the start of the script')
      abort.abort()
      expect(await running).toMatchObject({ status: 'failed', reason: 'stopped' })
      expect(leftBehind()).toEqual([])
    })

    it('ends at the limit of processor time', async () => {
      const result = await run('python', 'while True: pass', { limits: { cpuSeconds: 1 } })
      expect(result.reason).toBe('cpu_time')
    })

    it('stops a gigabyte of output at its limit and keeps the beginning', async () => {
      const code = 'import sys\nfor _ in range(1024): sys.stdout.write("x" * 1024 * 1024)'
      const before = process.memoryUsage().rss
      const result = await run('python', code, { limits: { outputBytes: 100_000 } })
      expect(result).toMatchObject({ reason: 'output_too_large', truncated: true })
      expect(result.stdout).toHaveLength(100_000)
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
      const errors = await run('bash', 'while :; do echo error >&2; done', { limits: { outputBytes: 1000 } })
      expect(errors).toMatchObject({ reason: 'output_too_large', truncated: true })
    })

    it('names a memory bomb of one process', async () => {
      const result = await run('python', 'x = "x" * (2 * 1024 ** 3)', { limits: { memoryMb: 128 } })
      expect(result.reason).toBe('memory')
      expect(result.error).toContain('more than the 128 MB of memory')
    })

    it('ends a memory bomb that is spread over many processes', async () => {
      const code =
        'import os, time\nfor _ in range(6):\n  if os.fork() == 0: break\nx = os.urandom(50 * 1024 ** 2)\ntime.sleep(30)'
      const result = await run('python', code, { limits: { memoryMb: 128 } })
      expect(result.reason).toBe('memory')
    })

    it('contains a fork bomb', async () => {
      const code = 'import os\nwhile True: os.fork()'
      const result = await run('python', code, { limits: { processes: 20 }, timeoutMs: 3000 })
      expect(['processes', 'timeout']).toContain(result.reason)
      const shell = await run('bash', 'b() { b | b & }; b; sleep 30', { limits: { processes: 20 }, timeoutMs: 1500 })
      expect(shell.status).toBe('failed')
      expect(leftBehind()).toEqual([])
    })

    it('names a file that grows beyond its limit', async () => {
      const code = 'f = open("big", "wb")\nfor _ in range(64): f.write(b"x" * 1024 * 1024)\nf.flush()'
      const result = await run('python', code, { limits: { fileSizeMb: 8 } })
      expect(result.reason).toBe('file_size')
    })

    it('returns although a double-forked grandchild holds standard output, and ends it', async () => {
      const code = `import os, time
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0:
    time.sleep(60)
  os._exit(0)
os.wait()
print('{"done": true}')`
      const result = await run('python', code)
      expect(result).toMatchObject({ status: 'succeeded', output: { done: true } })
      expect(leftBehind()).toEqual([])
    })

    it('ends double-forked grandchildren at the time limit as well', async () => {
      const code = '(setsid sleep 60 &) ; (setsid bash -c "sleep 60 & sleep 60" &); sleep 60'
      expect(await run('bash', code, { timeoutMs: 500 })).toMatchObject({ reason: 'timeout' })
      expect(leftBehind()).toEqual([])
    })

    it('stops when it is told to, before and while it runs (EXE-12)', async () => {
      const early = await run('bash', 'echo ran', {}, AbortSignal.abort())
      expect(early).toMatchObject({ reason: 'stopped', neverStarted: true, stdout: '' })
      const abort = new AbortController()
      const running = run('bash', 'sleep 60', {}, abort.signal)
      setTimeout(() => abort.abort(), 300)
      expect(await running).toMatchObject({ status: 'failed', reason: 'stopped' })
      expect(leftBehind()).toEqual([])
    })

    it('lives with a script that closes its standard output early', async () => {
      const result = await run('python', 'import os, time\nos.close(1)\nos.close(2)\ntime.sleep(0.3)\nos._exit(4)')
      expect(result).toMatchObject({ reason: 'exit_code', exitCode: 4, stdout: '' })
    })

    it('keeps output with bytes that are not UTF-8 and says so', async () => {
      const result = await run('python', 'import sys\nsys.stdout.buffer.write(b\'{"name": "caf\\xe9"}\')')
      expect(result).toMatchObject({ status: 'succeeded', output: { name: 'caf\uFFFD' } })
      expect(result.warnings).toEqual(['Standard output held bytes that are not UTF-8; each was replaced by \uFFFD.'])
    })

    it('blacks secrets out of everything the script said', async () => {
      const code =
        'import os, sys, json\nprint(json.dumps({"k": os.environ["key"]}))\nsys.exit("bad key " + os.environ["key"])'
      const result = await run('python', code, { environment: { key: 'p@ss"w0rd' }, secrets: ['key'] })
      expect(JSON.stringify(result)).not.toContain('w0rd')
      expect(result).toMatchObject({ output: { k: '[secret]' }, error: 'bad key [secret]' })
    })

    it('keeps inputs and secrets out of every command line', async () => {
      const code =
        'import os\nfor p in os.listdir("/proc"):\n  if p.isdigit():\n    try: print(open(f"/proc/{p}/cmdline").read().replace(chr(0), " "))\n    except OSError: pass'
      const result = await run('python', code, { environment: { key: 's3cret-value' } })
      const outside = execFileSync('ps', ['-eo', 'args']).toString()
      expect(result.stdout).toContain('action.py')
      expect(result.stdout + outside).not.toContain('s3cret-value')
    })

    it('lets scripts open their output by name', async () => {
      const result = await run('bash', 'echo out > /dev/stdout; echo wrong > /dev/stderr; exit 1')
      expect(result).toMatchObject({ stdout: 'out\n', stderr: 'wrong\n', error: 'wrong' })
    })

    it('tells a crash from a lack of memory', async () => {
      expect(await run('bash', 'kill -SEGV $$')).toMatchObject({
        reason: 'killed',
        error: expect.stringContaining('SIGSEGV'),
      })
      expect(await run('bash', 'kill -KILL $$')).toMatchObject({
        reason: 'killed',
        error: expect.stringContaining('no memory'),
      })
    })

    it('refuses inputs that would steer the interpreter', async () => {
      for (const id of ['LD_PRELOAD', 'PATH', 'PYTHONPATH', 'BASH_ENV', 'BASH_FUNC_ls%%', 'a=b', '']) {
        const result = await run('bash', 'echo ran', { environment: { [id]: '/tmp/x' } })
        expect(result, id).toMatchObject({ reason: 'invalid_request', neverStarted: true })
      }
      const file = { id: 'LD_PRELOAD', name: 'x.so', content: Buffer.from('x') }
      expect(await run('bash', 'echo ran', { files: [file] })).toMatchObject({ reason: 'invalid_request' })
    })

    it('gives the script the idempotency key', async () => {
      expect((await run('bash', 'echo "$TOCSIN_IDEMPOTENCY_KEY"')).stdout).toBe('attempt-1\n')
    })
  })
}

describe.skipIf(!runners.bubblewrap || !isLinux)('bubblewrap isolation', () => {
  let secretFolder: string
  beforeAll(async () => {
    secretFolder = await mkdtemp(join(tmpdir(), 'tocsin-data-'))
    await writeFile(join(secretFolder, 'key'), 'deployment-key', { mode: 0o644 })
  })
  afterAll(() => rm(secretFolder, { recursive: true }))

  it('shows neither the data directory nor any file outside of the system, and leaves the system read-only', async () => {
    const code =
      'import os, json\ndef can(p):\n  try: open(p, "w" if p.startswith("/usr") else "r"); return True\n  except OSError: return False\nprint(json.dumps([can(p) for p in os.environ["paths"].split(":")]))'
    const paths = [
      join(secretFolder, 'key'),
      `${process.cwd()}/package.json`,
      '/usr/written',
      '/etc/shadow',
      '/proc/1/environ',
    ]
    const result = await runners.bubblewrap!.run(request('python', code, { environment: { paths: paths.join(':') } }))
    expect(result.output).toEqual([false, false, false, false, expect.anything()])
  })

  it('hides given paths that lie inside the system folders', async () => {
    const hidden = await mkdtemp('/etc/tocsin-test-').catch(() => null)
    if (hidden === null) return
    try {
      await mkdir(join(hidden, 'data'), { mode: 0o755 })
      await writeFile(join(hidden, 'data', 'file'), 'x')
      const runner = await createProcessRunner({ concurrency: 1, isolation: 'bubblewrap', hiddenPaths: [hidden] })
      expect((await runner.run(request('bash', `ls ${hidden} | wc -l`))).stdout).toBe('0\n')
    } finally {
      await rm(hidden, { recursive: true })
    }
  })

  it('bounds all files of a run together', async () => {
    const code = 'for i in range(64): open(f"f{i}", "wb").write(b"x" * 1024 * 1024)'
    const result = await runners.bubblewrap!.run(request('python', code, { limits: { fileSizeMb: 16 } }))
    expect(result.reason).toBe('file_size')
  })
})

describe('process runner', () => {
  it('says which interpreter is missing and what was tried', async () => {
    const runner = await createProcessRunner({ concurrency: 1, interpreters: { perl: '/nowhere/perl' } })
    const result = await runner.run({ ...request('bash', ''), language: 'perl' })
    expect(result).toMatchObject({ status: 'failed', reason: 'interpreter_missing', neverStarted: true })
    expect(result.error).toContain('/nowhere/perl')
    expect(runner.describeIsolation().missing.perl).toBeDefined()
  })

  it('uses an interpreter that lies outside of the system folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-shell-'))
    execFileSync('cp', [execFileSync('sh', ['-c', 'command -v bash']).toString().trim(), join(folder, 'bash')])
    execFileSync('chmod', ['755', folder])
    const runner = await createProcessRunner({ concurrency: 1, interpreters: { bash: join(folder, 'bash') } })
    const result = await runner.run(request('bash', 'echo "$BASH"; command -v bash'))
    expect(result.stdout).toBe(`${join(folder, 'bash')}\n${join(folder, 'bash')}\n`)
    await rm(folder, { recursive: true })
  })

  it('takes the strongest isolation that works and reports it', async () => {
    const report = (await createProcessRunner({ concurrency: 1 })).describeIsolation()
    const strongest = Object.entries(runners).find(([, runner]) => runner)?.[0]
    expect(report.isolation).toBe(strongest)
    expect(report.user).toBe(process.getuid?.() === 0 ? 'own' : 'server')
    expect(report.interpreters.python?.version).toMatch(/^3\./)
    expect(report.holds.length).toBeGreaterThan(2)
  })

  it('runs no more scripts at a time than it has places', async () => {
    const runner = await createProcessRunner({ concurrency: 2, isolation: 'plain' })
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, leftBehind().filter((pid) => readVariable(pid, 'job') === 'places').length)
    }, 20)
    const results = await Promise.all(
      Array.from({ length: 5 }, () =>
        runner.run(request('python', 'import time\ntime.sleep(.2)', { environment: { job: 'places' } })),
      ),
    )
    clearInterval(watch)
    expect(results.map((result) => result.status)).toEqual(Array(5).fill('succeeded'))
    expect(most).toBeLessThanOrEqual(2)
  })

  it('lets who waits in line be stopped without running (EXE-12)', async () => {
    const runner = await createProcessRunner({ concurrency: 1 })
    const abort = new AbortController()
    const first = runner.run(request('bash', 'sleep 0.5'))
    const second = runner.run(request('bash', 'echo ran'), abort.signal)
    const third = runner.run(request('bash', 'echo third'))
    abort.abort()
    expect(await second).toMatchObject({ reason: 'stopped', neverStarted: true })
    expect((await first).status).toBe('succeeded')
    expect((await third).stdout).toBe('third\n')
  })

  it('removes folders that a killed server left behind', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'tocsin-work-'))
    execFileSync('chmod', ['755', parent])
    const abandoned = join(parent, `tocsin-action-${processNumberSpace()}.4194304-abcdef`)
    const elsewhere = join(parent, 'tocsin-action-1.4194304-abcdef')
    const foreign = join(parent, 'tocsin-backup-1')
    await mkdir(abandoned)
    await mkdir(elsewhere)
    await writeFile(foreign, '')
    await createProcessRunner({ concurrency: 1, workDirectory: parent })
    expect([abandoned, elsewhere, foreign].map((path) => existsSync(path))).toEqual([false, true, true])
    await rm(parent, { recursive: true })
  })
})
