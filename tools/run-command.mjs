import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's root, where every command runs. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a command in the project's root and gives its exit code; a signal counts as 1. `output` is where its stdout and
 * stderr go: shown here, on stderr only (so that stdout stays free), or kept and returned.
 */
export function runCommand(command, args, { output = 'shown', env = process.env } = {}) {
  const stdio = { shown: 'inherit', stderr: ['inherit', 2, 2], kept: ['ignore', 'pipe', 'pipe'] }[output]
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env })
    let text = ''
    child.stdout?.on('data', (chunk) => (text += chunk))
    child.stderr?.on('data', (chunk) => (text += chunk))
    child.once('error', (error) => resolve({ code: 1, text: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, text }))
  })
}

/** The same for a program of Node.js: a path below the root. */
export function runNode(args, options) {
  return runCommand(process.execPath, args, options)
}

/** The same for npm, preferring the one that started us. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath
  return npm?.endsWith('npm-cli.js') ? runNode([npm, ...args], options) : runCommand('npm', args, options)
}
