import type { Page, QueryOf } from '@tocsin/contracts'
import type { listMails as listContract, Mail } from '@tocsin/contracts/mail.ts'
import { type Selectable, sql } from 'kysely'
import { type Actor, emit, enqueue, Failure, NOT_SET_UP, notFound, type Tx } from '../platform/index.ts'
import { keyset, nextCursor } from '../platform/lists/index.ts'
import { SEND_MAIL } from './send-mail.ts'
import type { MailTable } from './tables.ts'

/** The mail queue, newest first (NTF-08). */
export async function listMails(tx: Tx, filter: QueryOf<typeof listContract>): Promise<Page<Mail>> {
  const order = { key: sql`created_at`, keyType: 'timestamptz', id: sql`id`, idType: 'uuid', descending: true }
  const paging = keyset(order, filter.cursor)
  let matching = tx.sql.selectFrom('mails')
  if (filter.status !== undefined) matching = matching.where('status', '=', filter.status)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .select(paging.sortKey.as('sort_key'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map(describe), nextCursor: nextCursor(rows, filter.limit), total }
}

/** Puts a mail at the head of the queue, with all its tries before it (NTF-08). */
export async function resendMail(tx: Tx, actor: Actor, id: string): Promise<Mail> {
  if (!tx.instance.mailer.setup) throw new Failure('wrong_state', NOT_SET_UP)
  const row = await lockMail(tx, id)
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

/** Takes a mail out of the queue; what the mail server took already has left (NTF-08). */
export async function discardMail(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { recipient, subject, status } = await lockMail(tx, id)
  await tx.sql.deleteFrom('mails').where('id', '=', id).execute()
  await emit(tx, actor, {
    type: 'MailDiscarded',
    subject: { kind: 'mails', id },
    before: { recipient, subject, status },
  })
}

async function lockMail(tx: Tx, id: string): Promise<Selectable<MailTable>> {
  const row = /^[0-9a-f-]{36}$/i.test(id)
    ? await tx.sql.selectFrom('mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined
  if (!row) throw notFound('mail', id)
  return row
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
