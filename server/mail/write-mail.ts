import { randomUUID } from 'node:crypto'
import { changed, enqueue, NOT_SET_UP, type Tx } from '../platform/index.ts'
import { sealBody } from './mail-body.ts'
import { SEND_MAIL } from './send-mail.ts'

export interface NewMail {
  /** One address. */
  to: string
  subject: string
  text: string
  /** The same as HTML; whoever writes it has escaped every value. */
  html: string
  /** What it tells of: `{ kind: 'waits', id }`. */
  about: { kind: string; id: string }
}

/**
 * Writes a mail in the caller's transaction: it leaves after the commit, or not at all. Without a mail server it is
 * kept as failed, with what to do, and can be sent from the mail queue when there is one. Gives its id.
 */
export async function writeMail(tx: Tx, mail: NewMail): Promise<string> {
  const id = randomUUID()
  const canLeave = tx.instance.mailer.setup !== null
  await tx.sql
    .insertInto('mails')
    .values({
      id,
      recipient: mail.to,
      subject: oneLine(mail.subject),
      body: sealBody(tx.instance.secrets, id, { text: mail.text, html: mail.html }),
      about_kind: mail.about.kind,
      about_id: mail.about.id,
      status: canLeave ? 'queued' : 'failed',
      error: canLeave ? null : NOT_SET_UP,
      created_at: tx.instance.clock.now(),
      sent_at: null,
    })
    .execute()
  if (canLeave) await enqueue(tx, { kind: SEND_MAIL, ref: id, payload: { mail: id } })
  changed(tx, 'mails', id)
  return id
}

/** Takes back what tells of this and has not left. */
export async function withdrawMails(tx: Tx, about: NewMail['about']): Promise<void> {
  const withdrawn = await tx.sql
    .updateTable('mails')
    .set({ status: 'withdrawn' })
    .where('about_kind', '=', about.kind)
    .where('about_id', '=', about.id)
    .where('status', 'in', ['queued', 'failed'])
    .returning('id')
    .execute()
  for (const { id } of withdrawn) changed(tx, 'mails', id)
}

const LONGEST_SUBJECT = 200

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1)}…` : line
}
