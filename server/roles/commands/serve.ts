import { openDeployment } from '../../deployment.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import { Failure } from '../../platform/failure.ts'
import { createLog } from '../../platform/log.ts'
import { type Command, readArguments, UsageError } from './command.ts'

const FIRST_INSTANCE = { slug: 'mssp', name: 'MSSP', console: true }
/** A stop that hangs must not keep the terminal. */
const STOP_DEADLINE_MS = 9_000

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--demo] [--roles web,worker] [--host <address>] [--port <n>]',
  summary: 'Run the program',
  async run(args) {
    const { values } = readArguments(args, {
      demo: { type: 'boolean' },
      roles: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
    })
    const config = readConfig(
      {
        ...process.env,
        ...(values.host === undefined ? {} : { TOCSIN_HOST: values.host }),
        ...(values.port === undefined ? {} : { TOCSIN_PORT: values.port }),
      },
      { demo: values.demo ?? false, ...(values.roles === undefined ? {} : { roles: readRoles(values.roles) }) },
    )
    await serve(config)
  },
}

function readRoles(text: string): Config['roles'] {
  return text.split(',').map((role) => {
    if (role !== 'web' && role !== 'worker') throw new UsageError(`--roles takes web, worker or both, not "${role}".`)
    return role
  })
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config)
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal))
  })
  const deployment = await openDeployment(config, log)
  try {
    const first = await firstInstance(config, deployment)
    const address = await deployment.start().catch(explainListening(config))
    say(`Tocsin runs at ${address}/`)
    if (first) {
      say(`Administrator of the instance "${first.slug}": ${config.adminEmail}`)
      if (first.oneTimePassword) say(`One-time password: ${first.oneTimePassword}`)
    }
    const signal = await stopAsked
    log.info({ signal }, 'Stopping')
  } finally {
    const deadline = setTimeout(() => process.exit(1), STOP_DEADLINE_MS)
    await deployment.stop()
    clearTimeout(deadline)
  }
}

/** The console instance of a fresh deployment, with its administrator; null when there is one already. */
async function firstInstance(
  config: Config,
  deployment: Awaited<ReturnType<typeof openDeployment>>,
): Promise<{ slug: string; oneTimePassword: string | null } | null> {
  if ((await deployment.instances.list()).length > 0) return null
  const { password } = await deployment.createInstance(FIRST_INSTANCE, {
    email: config.adminEmail,
    password: config.adminPassword,
  })
  return { slug: FIRST_INSTANCE.slug, oneTimePassword: config.adminPassword === null ? password : null }
}

function explainListening(config: Config): (error: unknown) => never {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new Failure(
        'unavailable',
        `Port ${config.port} on ${config.host} is taken. Stop the other program or set TOCSIN_PORT.`,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new Failure(
        'unavailable',
        `Cannot listen on ${config.host}:${config.port} (${code}). Set TOCSIN_HOST and TOCSIN_PORT.`,
      )
    }
    throw error
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
