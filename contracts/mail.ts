import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, moment } from './lists.ts'

export const mailStatus = z.enum(['queued', 'sent', 'failed', 'withdrawn'])
export type MailStatus = z.infer<typeof mailStatus>

/** A mail of the instance as the mail queue shows it (NTF-08); what it says is kept sealed. */
export const mail = z.object({
  id: z.string(),
  recipient: z.string(),
  subject: z.string(),
  status: mailStatus,
  /** How often it was handed to the mail server. */
  tries: z.number().int(),
  /** What the mail server said last. */
  error: z.string().nullable(),
  createdAt: moment,
  sentAt: moment.nullable(),
})
export type Mail = z.infer<typeof mail>

export const getMailSetup = endpoint({
  name: 'getMailSetup',
  method: 'GET',
  path: '/mail-setup',
  summary: 'Whether this deployment can send mail, and by which server and sender (NTF-06)',
  capability: 'signed-in',
  response: z.object({ setUp: z.boolean(), server: z.string().nullable(), from: z.string().nullable() }),
})

export const listMails = endpoint({
  name: 'listMails',
  method: 'GET',
  path: '/mails',
  summary: 'The mail queue, newest first (NTF-08)',
  capability: 'notification.configure',
  query: z.object({ status: mailStatus.optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ items: z.array(mail) }),
})

export const resendMail = endpoint({
  name: 'resendMail',
  method: 'POST',
  path: '/mails/{id}/resend',
  summary: 'Send a mail now: one that failed, one that waits for its next try, or once more one that was sent (NTF-08)',
  capability: 'notification.configure',
  params: idParam,
  response: mail,
  errors: ['not_found', 'wrong_state'],
})
