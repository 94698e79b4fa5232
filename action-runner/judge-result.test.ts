import { describe, expect, it } from 'vitest'
import { defaultLimits } from './action-runner.ts'
import { judgeResult, type ScriptEnd } from './judge-result.ts'

const end = (more: Partial<ScriptEnd>): ScriptEnd => ({
  exitCode: 0,
  signal: null,
  stderr: '',
  endedFor: null,
  started: true,
  ...more,
})
const judge = (
  more: Partial<ScriptEnd>,
  rules: { ignoreStderrOnSuccess?: boolean; purpose?: 'connection_test' } = {},
) => judgeResult(end(more), { timeoutMs: 1000, ...rules }, defaultLimits)

describe('success of a script (EXE-13)', () => {
  it.each([
    ['exit code 0 and silence', end({}), {}, null],
    ['only white space on standard error', end({ stderr: ' \n' }), {}, null],
    ['text on standard error', end({ stderr: 'no' }), {}, 'stderr'],
    ['text on standard error, ignored', end({ stderr: 'no' }), { ignoreStderrOnSuccess: true }, null],
    [
      'an exit code, although standard error is ignored',
      end({ exitCode: 1 }),
      { ignoreStderrOnSuccess: true },
      'exit_code',
    ],
    ['a connection test with text', end({ stderr: 'no' }), { purpose: 'connection_test' as const }, null],
    [
      'a connection test with an exit code',
      end({ exitCode: 255 }),
      { purpose: 'connection_test' as const },
      'exit_code',
    ],
    ['a time limit, whatever was said', end({ exitCode: 0, endedFor: 'timeout' }), {}, 'timeout'],
    ['a sandbox that did not begin', end({ exitCode: 1, started: false, stderr: 'bwrap: no' }), {}, 'not_started'],
  ])('%s', (_, given, rules, reason) => {
    expect(judgeResult(given, { timeoutMs: 1000, ...rules }, defaultLimits).reason).toBe(reason)
  })

  it('gives the text of standard error as reason', () => {
    expect(judge({ exitCode: 1, stderr: 'host unknown\n' }).error).toBe('host unknown')
    expect(judge({ exitCode: 7 }).error).toContain('exit code 7')
  })

  it('keeps the end of an endless text', () => {
    const { error } = judge({ exitCode: 1, stderr: `${'x'.repeat(100_000)} at last` })
    expect(error?.length).toBeLessThan(5000)
    expect(error).toMatch(/^… .* at last$/)
  })
})

describe('what a limit looks like from outside', () => {
  it.each([
    ['memory', 'Traceback\n  File "x"\nMemoryError'],
    ['memory', 'action.sh: line 3: xrealloc: cannot allocate 18446744071562067968 bytes'],
    ['memory', 'Out of memory!'],
    ['processes', 'action.sh: fork: retry: Resource temporarily unavailable'],
    ['processes', "RuntimeError: can't start new thread"],
    ['file_size', "OSError: [Errno 27] File too large: 'big'"],
    ['file_size', 'cat: write error: No space left on device'],
    ['exit_code', 'The vendor says: Out of memory! Buy more.'],
    ['exit_code', 'MemoryError was the title of the alert'],
  ])('%s: %s', (reason, stderr) => {
    expect(judge({ exitCode: 1, stderr }).reason).toBe(reason)
  })

  it.each([
    ['cpu_time', { signal: 'SIGXCPU', exitCode: null }],
    ['cpu_time', { exitCode: 152 }],
    ['file_size', { exitCode: 153 }],
    ['killed', { signal: 'SIGKILL', exitCode: null }],
    ['killed', { exitCode: 139 }],
  ])('%s: %o', (reason, given) => {
    expect(judge(given).reason).toBe(reason)
  })
})
