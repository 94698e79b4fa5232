import { oneTimePassword } from '../../access/index.ts'
import { type Deployment, openDeployment } from '../../deployment.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import { Failure } from '../../platform/failure.ts'
import { createLog } from '../../platform/log.ts'
import { type Demo, runDemo } from '../demo/run-demo.ts'
import { DEMO_TENANTS } from '../demo/set-up-demo.ts'
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
  let demo: Demo | null = null
  try {
    const password = config.adminPassword ?? (config.demo ? oneTimePassword() : null)
    const first = await firstInstances(config, deployment, password)
    const address = await deployment.start().catch(explainListening(config))
    say(`Tocsin runs at ${address}/`)
    if (first) {
      say(`Administrator of ${first.slugs.join(', ')}: ${config.adminEmail}`)
      if (config.adminPassword === null) say(`${config.demo ? 'Password' : 'One-time password'}: ${first.password}`)
    }
    if (config.demo) {
      demo = await Promise.race([runDemo(deployment, address, first !== null, log), stopAsked.then(() => null)])
      if (demo) say('The demo runs: alerts arrive at the tenants acme and globex.')
    }
    const signal = await stopAsked
    log.info({ signal }, 'Stopping')
    // Work that the stop gives up may fail without anybody waiting for it; what was acknowledged is in the database.
    for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
      process.on(event, (error: unknown) => log.warn({ err: error }, 'Something failed while the program was stopping'))
    }
  } finally {
    const deadline = setTimeout(() => process.exit(1), STOP_DEADLINE_MS)
    await demo?.stop()
    await deployment.stop()
    // Left in place: whatever still holds the process then must not keep the terminal either.
    deadline.unref()
  }
}

/** The console of a fresh deployment, for the demo also its tenants, each with its administrator; null when there are any. */
async function firstInstances(
  config: Config,
  deployment: Deployment,
  password: string | null,
): Promise<{ slugs: string[]; password: string } | null> {
  if ((await deployment.instances.list()).length > 0) return null
  const wanted = [
    FIRST_INSTANCE,
    ...(config.demo ? DEMO_TENANTS.map(({ slug, name }) => ({ slug, name, console: false })) : []),
  ]
  let chosen = password
  for (const each of wanted) {
    const made = await deployment.createInstance(each, { email: config.adminEmail, password: chosen })
    chosen ??= made.password
  }
  return { slugs: wanted.map(({ slug }) => slug), password: chosen ?? '' }
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
