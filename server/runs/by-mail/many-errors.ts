import { sql } from 'kysely'
import { z } from 'zod'
import { layOut, writeMail } from '../../mail/index.ts'
import { enqueue, type JobKind, job, type Tx } from '../../platform/index.ts'
import { addressesOf, type FailedRun, findFailedRun } from './failed-run.ts'

const TELL_OF_MANY_ERRORS = 'tell-of-many-errors'
/** Runs of one playbook in one hour that are told of by a mail of their own (docs/decisions/mail.md). */
export const TOLD_EACH = 5
const HOUR_MS = 3_600_000

/** Counts a run that ended with errors: true when it is told of by itself, false when it waits for the end of the hour. */
export async function isToldByItself(tx: Tx, run: FailedRun): Promise<boolean> {
  const hour = new Date(Math.floor(tx.instance.clock.now().getTime() / HOUR_MS) * HOUR_MS)
  const { rows } = await sql<{ kept: number }>`
    insert into error_mails as counted (playbook_id, hour, told, last_run) values (${run.playbookId}, ${hour}, 1, ${run.id})
    on conflict (playbook_id, hour) do update set
      told = least(counted.told + 1, ${TOLD_EACH}),
      kept = counted.kept + case when counted.told < ${TOLD_EACH} then 0 else 1 end,
      last_run = excluded.last_run
    returning kept`.execute(tx.sql)
  const kept = rows[0]?.kept ?? 0
  if (kept === 1) {
    const payload = { playbook: run.playbookId, hour: hour.toISOString() }
    await enqueue(tx, {
      kind: TELL_OF_MANY_ERRORS,
      ref: `${payload.playbook}/${payload.hour}`,
      payload,
      availableAt: new Date(hour.getTime() + HOUR_MS),
    })
  }
  return kept === 0
}

/** One mail to each recipient for all that was kept in an hour, to those whom the last of the runs names. */
export const tellOfManyErrors: JobKind = job({
  kind: TELL_OF_MANY_ERRORS,
  payload: z.object({ playbook: z.string(), hour: z.iso.datetime() }),
  async run(instance, { playbook, hour }, run) {
    await instance.database.write(async (tx) => {
      await run.completeIn(tx)
      const counted = await tx.sql
        .deleteFrom('error_mails')
        .where('playbook_id', '=', playbook)
        .where('hour', '=', new Date(hour))
        .returning(['kept', 'last_run'])
        .executeTakeFirst()
      const last = counted && (await findFailedRun(tx, counted.last_run))
      if (last) await writeDigest(tx, last, counted.kept, new Date(hour))
      await tx.sql.deleteFrom('error_mails').where('kept', '=', 0).where('hour', '<', new Date(hour)).execute()
    })
  },
})

async function writeDigest(tx: Tx, last: FailedRun, count: number, hour: Date): Promise<void> {
  const { addresses } = await addressesOf(tx, last.recipients)
  const title = `"${last.name}" ended with errors ${count} more ${count === 1 ? 'time' : 'times'}`
  const clock = (at: Date) => at.toISOString().slice(11, 16)
  const between = `${hour.toISOString().slice(0, 10)} ${clock(hour)} – ${clock(new Date(hour.getTime() + HOUR_MS))} UTC`
  for (const to of addresses) {
    await writeMail(tx, {
      to,
      subject: `[${tx.instance.name}] ${title}`,
      ...layOut({
        title,
        before: [
          `${between}. The first ${TOLD_EACH} of the hour were told of one by one; these are told of together.`,
          ...(last.error === null ? [] : [`The last one: ${last.error.slice(0, 1000)}`]),
        ],
        links: [
          { label: 'Open the last of them', url: `${tx.instance.url()}/automation/runs/${last.id}` },
          { label: 'Open the executions', url: `${tx.instance.url()}/automation/runs` },
        ],
        after: [`You get this mail because the playbook "${last.name}" names you to be told of errors.`],
      }),
      about: { kind: 'runs', id: last.id },
    })
  }
}
