import type { Selectable } from 'kysely'
import { z } from 'zod'
import { changed, type Instance, type JobRun, job, MailRefused, type Tx } from '../platform/index.ts'
import { openBody } from './mail-body.ts'
import type { MailTable } from './tables.ts'

export const SEND_MAIL = 'send-mail'

/** Five tries over one hour (NTF-12); the pause after each, in minutes. */
const PAUSES = [1, 4, 15, 40]
/** Mails older than this are removed when one is sent. */
const KEPT_DAYS = 30

/**
 * Sends one mail. It is marked as sent in the transaction that ends the job; when the program dies between the mail
 * server's yes and that commit, it is sent once more under the same Message-ID: at least once, which is all SMTP allows.
 */
export const sendMailJob = job({
  kind: SEND_MAIL,
  payload: z.object({ mail: z.uuid() }),
  async run(instance, { mail: id }, run) {
    const mail = await instance.database.read((tx) => findQueued(tx, id))
    if (!mail) return
    try {
      await instance.mailer.send({
        to: mail.recipient,
        subject: mail.subject,
        ...openBody(instance.secrets, mail.id, mail.body),
        messageId: `<${mail.id}@${senderHost(instance)}>`,
      })
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      return takeRefusal(instance, mail, error, run)
    }
    await instance.database.write(async (tx) => {
      await run.completeIn(tx)
      const now = instance.clock.now()
      await set(tx, id, { status: 'sent', tries: mail.tries + 1, error: null, sent_at: now })
      await tx.sql
        .deleteFrom('mails')
        .where('created_at', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
        .execute()
    })
  },
})

/** Kept with what the mail server said; tried again later unless it said never. */
async function takeRefusal(instance: Instance, mail: MailRow, refused: MailRefused, run: JobRun): Promise<void> {
  const tries = mail.tries + 1
  const pause = refused.final ? undefined : PAUSES[tries - 1]
  await instance.database.write((tx) =>
    set(tx, mail.id, { status: pause === undefined ? 'failed' : 'queued', tries, error: refused.message }),
  )
  instance.log.warn({ mail: mail.id, tries, reason: refused.message }, 'A mail could not be sent')
  if (pause !== undefined) run.repeatAt(new Date(Date.now() + pause * 60_000))
}

type MailRow = Selectable<MailTable>

function findQueued(tx: Tx, id: string): Promise<MailRow | undefined> {
  return tx.sql.selectFrom('mails').selectAll().where('id', '=', id).where('status', '=', 'queued').executeTakeFirst()
}

/** What was withdrawn while it was on its way stays withdrawn, unless it left. */
async function set(
  tx: Tx,
  id: string,
  change: Partial<Pick<MailRow, 'status' | 'tries' | 'error' | 'sent_at'>>,
): Promise<void> {
  await tx.sql
    .updateTable('mails')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', change.status === 'sent' ? ['queued', 'withdrawn'] : ['queued'])
    .execute()
  changed(tx, 'mails', id)
}

/** What the ids of mails end in. */
export function senderHost(instance: Instance): string {
  return /@([^\s<>@]+)>?\s*$/.exec(instance.mailer.setup?.from ?? '')?.[1] ?? 'localhost'
}
