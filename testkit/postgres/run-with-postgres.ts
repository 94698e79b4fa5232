import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { startTestPostgres } from './test-postgres.ts'

/**
 * Runs a command beside a PostgreSQL of its own, whose address it finds in the variables named by `--env`:
 * run-with-postgres [--durable] [--tcp] --env NAME … -- command arguments
 */
const { values, positionals } = parseArgs({
  options: {
    durable: { type: 'boolean', default: false },
    tcp: { type: 'boolean', default: false },
    env: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
})

// Ctrl-C reaches the command too; its end is what this waits for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
const server = await startTestPostgres({ durable: values.durable, ...(values.tcp ? { port: await freePort() } : {}) })
const [command = '', ...args] = positionals
const variables = Object.fromEntries(values.env.map((name) => [name, server.connectionString]))
process.exitCode = await new Promise<number>((resolve) => {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...variables } })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('error', (error) => {
    process.stderr.write(`${command}: ${error.message}\n`)
    resolve(1)
  })
  child.once('exit', (code) => resolve(code ?? 1))
})
await server.stop()

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()))
    })
  })
}
