import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { findRoot } from '@tocsin/server/platform/index.ts'

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs one command of the built program to its end, with nothing of this shell's own settings. */
export async function tocsin(
  environment: Record<string, string>,
  words: string[],
  input = '',
  patienceMs = 120_000,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(findRoot(), 'dist/server/main.js'), ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  })
  // A command that refuses at once does not read what it is given.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

/** The same, for commands that must succeed; gives what they printed with --json. */
export async function tocsinJson(environment: Record<string, string>, words: string[], input = '') {
  const { code, out, err } = await tocsin(environment, [...words, '--json'], input)
  if (code !== 0) throw new Error(`tocsin ${words.join(' ')} ended with ${code}:\n${err}${out}`)
  return JSON.parse(out)
}
