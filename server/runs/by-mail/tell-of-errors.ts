import { sql } from 'kysely'
import { z } from 'zod'
import { listUserActors } from '../../access/index.ts'
import { layOut, writeMail } from '../../mail/index.ts'
import { type Actor, emit, enqueue, type JobKind, job, type Subscription, type Tx } from '../../platform/index.ts'
import { personOf } from '../asked-of.ts'
import type { RunContext } from '../tables.ts'

const TELL_OF_ERRORS = 'tell-of-errors'

const ended = z.object({ status: z.enum(['completed_with_errors', 'failed']) })

/** A run that ended with errors may have somebody to tell (EXE-09). */
export const tellOfErrorsWhenEnded: Subscription = {
  name: 'tell of errors by mail',
  events: ['PlaybookExecutionUpdated'],
  async within(tx, event) {
    if (!ended.safeParse(event.after).success) return
    // By event: a run that is run again and fails again is told of again.
    const payload = { run: event.subject.id }
    await enqueue(tx, { kind: TELL_OF_ERRORS, ref: `${payload.run}/${event.id}`, payload })
  },
}

/** Writes the mails of `mailOnError` of the graph that ran, exactly once per end of the run. */
export const tellOfErrors: JobKind = job({
  kind: TELL_OF_ERRORS,
  payload: z.object({ run: z.uuid() }),
  async run(instance, payload, run) {
    await instance.database.write(async (tx) => {
      await run.completeIn(tx)
      const failed = await findRun(tx, payload.run)
      // Whoever tests a draft is looking at it.
      if (failed && !failed.test && failed.recipients.length > 0) await writeMails(tx, failed)
    })
  },
})

interface FailedRun {
  id: string
  name: string
  status: string
  error: string | null
  test: boolean
  subject: { kind: string; id: string } | null
  about: string | null
  recipients: string[]
}

async function findRun(tx: Tx, id: string): Promise<FailedRun | null> {
  const row = await tx.sql
    .selectFrom('runs')
    .select(['name', 'status', 'error', 'test', 'context', 'subject_kind', 'subject_id', mailOnError.as('recipients')])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const context = row.context as RunContext | null
  const recipients = z.array(z.string()).safeParse(row.recipients)
  return {
    id,
    name: row.name,
    status: row.status,
    error: row.error,
    test: row.test,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
    about: context?.origin?.label ?? null,
    recipients: recipients.success ? recipients.data : [],
  }
}

const mailOnError = sql<unknown>`(select g.version -> 'graph' -> 'mailOnError' from run_graphs g where g.hash = runs.graph_hash)`

async function writeMails(tx: Tx, run: FailedRun): Promise<void> {
  const { addresses, unknown } = await addressesOf(tx, run.recipients)
  const title = run.status === 'failed' ? `"${run.name}" was stopped by an error` : `"${run.name}" ended with errors`
  const about = run.about === null ? [] : [`It ran for ${run.about}.`]
  const reason = run.error === null ? [] : [run.error.slice(0, 1000)]
  for (const to of addresses) {
    await writeMail(tx, {
      to,
      subject: `[${tx.instance.name}] ${title}`,
      ...layOut({
        title,
        before: [...about, ...reason],
        links: [{ label: 'Open the execution', url: `${tx.instance.url()}/automation/runs/${run.id}` }],
        after: [`You get this mail because the playbook "${run.name}" names you to be told of errors.`],
      }),
      about: { kind: 'runs', id: run.id },
    })
  }
  if (unknown.length > 0) await tellUnknown(tx, run, unknown)
}

/** Addresses stay as they are; anything else is the name or id of a user (EXE-09). */
async function addressesOf(tx: Tx, recipients: readonly string[]): Promise<{ addresses: string[]; unknown: string[] }> {
  const addresses = new Map<string, string>()
  const unknown: string[] = []
  let actors: Actor[] | null = null
  for (const recipient of recipients.map((each) => each.trim()).filter((each) => each !== '')) {
    if (/^[^\s<>@,;]+@[^\s<>@,;]+$/.test(recipient)) {
      addresses.set(recipient.toLowerCase(), recipient)
      continue
    }
    actors ??= await listUserActors(tx)
    const wanted = recipient.toLowerCase()
    const meant = actors.filter((actor) => [actor.name.toLowerCase(), actor.id].includes(wanted))
    if (meant.length === 0) unknown.push(recipient)
    for (const actor of meant) {
      const person = await personOf(tx, actor)
      if (person) addresses.set(person.email.toLowerCase(), person.email)
    }
  }
  return { addresses: [...addresses.values()], unknown }
}

async function tellUnknown(tx: Tx, run: FailedRun, unknown: string[]): Promise<void> {
  const reason = `${unknown.map((each) => `"${each}"`).join(', ')}: neither an address nor a user`
  tx.instance.log.warn({ run: run.id, reason }, 'Somebody could not be told of errors')
  await emit(
    tx,
    { kind: 'playbook', id: run.id, name: run.name },
    {
      type: 'PlaybookErrorsNotMailed',
      subject: { kind: 'runs', id: run.id },
      parent: run.subject,
      after: { playbook: run.name, reason },
    },
  )
}
