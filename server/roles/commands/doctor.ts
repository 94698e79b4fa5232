import { createProcessRunner } from '@tocsin/action-runner'
import type { Deployment } from '../../deployment.ts'
import { Failure, MailRefused } from '../../platform/index.ts'
import { createMailer } from '../../platform/mailer.ts'
import { type Command, print, readArguments } from './command.ts'
import { withDeployment } from './with-deployment.ts'

interface Finding {
  check: string
  ok: boolean
  found: string
}

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Check database, keys, instances, stuck work, the mail server and how scripts are isolated here',
  async run(args) {
    const { values } = readArguments(args, { json: { type: 'boolean' } })
    const findings = await withDeployment(examine)
    const lines = findings.map(({ ok, check, found }) => `${ok ? 'ok     ' : 'PROBLEM'}  ${check.padEnd(20)} ${found}`)
    print(values.json, { ok: findings.every(({ ok }) => ok), findings }, lines.join('\n'))
    if (findings.some(({ ok }) => !ok)) throw new Failure('wrong_state', 'Something has to be put right; see above.')
  },
}

/** Opening the deployment has already checked that the database is reachable, may be used and is up to date. */
async function examine(deployment: Deployment): Promise<Finding[]> {
  return [
    await examineDatabase(deployment),
    ...(await examineInstances(deployment)),
    await examineWork(deployment),
    await examineMail(deployment),
    ...(await examineIsolation(deployment)),
  ]
}

async function examineDatabase({ pool, config }: Deployment): Promise<Finding> {
  const { rows } = await pool.query<{ version: string; size: string }>(
    `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`,
  )
  const where = config.databaseUrl === null ? 'embedded' : 'external'
  return { check: 'database', ok: true, found: `PostgreSQL ${rows[0]?.version}, ${where}, ${rows[0]?.size}` }
}

/** Every instance opens: its key fits the deployment's, its role reaches its schema. */
async function examineInstances({ instances }: Deployment): Promise<Finding[]> {
  const found = await instances.list()
  return Promise.all(
    found.map(async (instance): Promise<Finding> => {
      const sealed = instance.secrets.seal('probe', 'doctor')
      const opens = instance.secrets.open(sealed, 'doctor') === 'probe'
      const { users } = await instance.database.read((tx) =>
        tx.sql
          .selectFrom('users')
          .select((select) => select.fn.countAll<number>().as('users'))
          .executeTakeFirstOrThrow(),
      )
      return { check: `instance ${instance.slug}`, ok: opens && users > 0, found: `${users} users, secrets open` }
    }),
  )
}

/** Work that was set aside after its last try waits for a person. */
async function examineWork({ pool }: Deployment): Promise<Finding> {
  const { rows } = await pool.query<{ waiting: number; aside: number }>(
    `select count(*) filter (where lane = 'job' and leased_by is null and available_at <= now()) as waiting,
            count(*) filter (where lane = 'job' and available_at = 'infinity' and leased_by is null) as aside
     from tocsin.work`,
  )
  const { waiting = 0, aside = 0 } = rows[0] ?? {}
  return { check: 'background jobs', ok: aside === 0, found: `${waiting} due, ${aside} given up after their last try` }
}

/** Connects to the mail server and signs in; nothing is sent. To have none is no problem: mails are kept. */
async function examineMail({ config }: Deployment): Promise<Finding> {
  const mailer = createMailer(config)
  const check = 'mail server'
  if (!mailer.setup) {
    return { check, ok: true, found: 'none; mails are kept until TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM are set' }
  }
  const { server, from } = mailer.setup
  try {
    await mailer.verify()
    return { check, ok: true, found: `${server} takes mail from ${from}` }
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    return { check, ok: false, found: `${server}: ${error.message}; check TOCSIN_SMTP_URL` }
  }
}

async function examineIsolation({ config }: Deployment): Promise<Finding[]> {
  const runner = await createProcessRunner({ concurrency: 1, hiddenPaths: [config.dataDirectory] })
  const report = runner.describeIsolation()
  const python = 'python' in report.interpreters
  return [
    { check: 'script isolation', ok: true, found: `${report.isolation}, as ${report.user}` },
    ...report.lacks.map((lack): Finding => ({ check: 'script isolation', ok: true, found: `lacks: ${lack}` })),
    {
      check: 'interpreters',
      ok: python,
      found: python ? Object.keys(report.interpreters).join(', ') : 'no python3; most actions need it',
    },
  ]
}
