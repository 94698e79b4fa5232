import { z } from 'zod'
import { layOut, writeMail } from '../../mail/index.ts'
import { emit, enqueue, type JobKind, job, type Subscription, type Tx } from '../../platform/index.ts'
import { addressesOf, type FailedRun, findFailedRun } from './failed-run.ts'
import { isToldByItself } from './many-errors.ts'

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

/** Writes the mails of `mailOnError` of the graph that ran, exactly once per end of the run; a storm of them becomes few mails. */
export const tellOfErrors: JobKind = job({
  kind: TELL_OF_ERRORS,
  payload: z.object({ run: z.uuid() }),
  async run(instance, payload, run) {
    await instance.database.write(async (tx) => {
      await run.completeIn(tx)
      const failed = await findFailedRun(tx, payload.run)
      // Whoever tests a draft is looking at it.
      if (!failed || failed.test || failed.recipients.length === 0) return
      if (await isToldByItself(tx, failed)) await writeMails(tx, failed)
    })
  },
})

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
