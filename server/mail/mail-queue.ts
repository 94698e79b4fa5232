import type { Mail, MailStatus } from '@tocsin/contracts/mail.ts'
import type { Selectable } from 'kysely'
import { type Actor, emit, enqueue, Failure, NOT_SET_UP, notFound, type Tx } from '../platform/index.ts'
import { SEND_MAIL } from './send-mail.ts'
import type { MailTable } from './tables.ts'

/** The mail queue, newest first (NTF-08). */
export async function listMails(tx: Tx, filter: { status?: MailStatus; limit: number }): Promise<{ items: Mail[] }> {
  let query = tx.sql.selectFrom('mails').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(filter.limit)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  return { items: (await query.execute()).map(describe) }
}

/** Puts a mail at the head of the queue, with all its tries before it (NTF-08). */
export async function resendMail(tx: Tx, actor: Actor, id: string): Promise<Mail> {
  if (!tx.instance.mailer.setup) throw new Failure('wrong_state', NOT_SET_UP)
  const row = /^[0-9a-f-]{36}$/i.test(id)
    ? await tx.sql.selectFrom('mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined
  if (!row) throw notFound('mail', id)
  if (row.status === 'withdrawn') {
    throw new Failure('wrong_state', 'This mail was withdrawn: what it told of is over.')
  }
  const changed = { status: 'queued' as const, tries: 0, error: null, sent_at: null }
  await tx.sql.updateTable('mails').set(changed).where('id', '=', id).execute()
  await enqueue(tx, { kind: SEND_MAIL, ref: id, payload: { mail: id }, availableAt: tx.instance.clock.now() })
  await emit(tx, actor, {
    type: 'MailResent',
    subject: { kind: 'mails', id },
    after: { recipient: row.recipient, subject: row.subject },
  })
  return describe({ ...row, ...changed })
}

function describe(row: Selectable<MailTable>): Mail {
  const { id, recipient, subject, status, tries, error } = row
  return {
    id,
    recipient,
    subject,
    status,
    tries,
    error,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
  }
}
