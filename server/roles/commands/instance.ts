import { text } from 'node:stream/consumers'
import { setActionLimit } from '../../integrations/index.ts'
import { Failure } from '../../platform/failure.ts'
import { type Command, print, readArguments, UsageError } from './command.ts'
import { withDeployment } from './with-deployment.ts'

const usage =
  'instance create <slug> --name <text> --admin-email <e> [--admin-password-stdin] [--console] | list | limit <slug> <actions per hour|off|default> | destroy <slug> --yes'

export const instanceCommand: Command = {
  name: 'instance',
  usage,
  summary: 'Create, list, limit and destroy instances',
  async run(args) {
    const [verb, ...rest] = args
    if (verb === 'create') return create(rest)
    if (verb === 'list') return list(rest)
    if (verb === 'limit') return limit(rest)
    if (verb === 'destroy') return destroy(rest)
    throw new UsageError(`"${verb ?? ''}" is not create, list, limit or destroy.`)
  },
}

async function create(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    name: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-password-stdin': { type: 'boolean' },
    console: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [slug] = positionals
  const email = values['admin-email']
  if (!slug || !values.name || !email) throw new UsageError('A slug, --name and --admin-email are needed.')
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new UsageError(`--admin-email "${email}" is not an e-mail address.`)
  const given = values['admin-password-stdin'] ? (await text(process.stdin)).trim() : null
  if (given !== null && given.length < 12)
    throw new Failure('invalid_input', 'The password on standard input has fewer than 12 characters.')
  const name = values.name
  await withDeployment(async (deployment) => {
    const { instance, password } = await deployment.createInstance(
      { slug, name, console: values.console ?? false },
      { email, password: given },
    )
    const shown = given === null ? { oneTimePassword: password } : {}
    const sentence = given === null ? `\nSign in as ${email} with the one-time password ${password}` : ''
    print(values.json, { id: instance.id, slug, name, ...shown }, `Instance ${slug} created.${sentence}`)
  })
}

async function list(args: string[]): Promise<void> {
  const { values } = readArguments(args, { json: { type: 'boolean' } })
  await withDeployment(async (deployment) => {
    const instances = (await deployment.instances.list()).map(({ id, slug, name, console }) => ({
      id,
      slug,
      name,
      console,
    }))
    const lines = instances.map(
      (each) => `${each.slug.padEnd(24)} ${each.console ? 'console ' : '        '} ${each.name}`,
    )
    print(values.json, { items: instances }, lines.join('\n') || 'No instances yet.')
  })
}

/** How many actions the instance may run per hour (EXE-20); acts at once, also on a running server. */
async function limit(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
  const [slug, given] = positionals
  if (!slug || !given) throw new UsageError('A slug and a number, "off" or "default" are needed.')
  const perHour = given === 'off' || given === 'default' ? given : Number(given)
  if (typeof perHour === 'number' && !(Number.isInteger(perHour) && perHour > 0 && perHour < 2_000_000_000)) {
    throw new UsageError(`"${given}" is neither a number of actions per hour nor "off" nor "default".`)
  }
  await withDeployment(async (deployment) => {
    const instance = await deployment.instances.get(slug)
    await instance.database.write((tx) => setActionLimit(tx, perHour))
    print(values.json, { slug, actionsPerHour: perHour }, `Actions per hour of ${slug}: ${given}.`)
  })
}

async function destroy(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { yes: { type: 'boolean' }, json: { type: 'boolean' } })
  const [slug] = positionals
  if (!slug) throw new UsageError('A slug is needed.')
  if (!values.yes) throw new UsageError(`This deletes all data of ${slug} for good; add --yes when you mean it.`)
  await withDeployment(async (deployment) => {
    await deployment.instances.destroy(slug)
    print(values.json, { slug, destroyed: true }, `Instance ${slug} destroyed.`)
  })
}
