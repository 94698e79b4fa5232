import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, listQuery, moment, page } from './lists.ts'

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
  query: listQuery.pick({ limit: true, cursor: true }).extend({ status: mailStatus.optional() }),
  response: page(mail),
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

export const discardMail = endpoint({
  name: 'discardMail',
  method: 'DELETE',
  path: '/mails/{id}',
  summary: 'Take a mail out of the queue; what has not left does not leave (NTF-08)',
  capability: 'notification.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

export const checkMailServer = endpoint({
  name: 'checkMailServer',
  method: 'POST',
  path: '/mail-setup/check',
  summary: 'Connect to the mail server and sign in, without sending anything (NTF-06)',
  capability: 'notification.configure',
  response: z.object({
    works: z.boolean(),
    /** What stood in the way, in the words of the mail server. */
    reason: z.string().nullable(),
  }),
  errors: ['wrong_state'],
})

export const sendTestMail = endpoint({
  name: 'sendTestMail',
  method: 'POST',
  path: '/mail-setup/test',
  summary: 'Send a mail at once, past the queue; the answer says what the mail server said (NTF-06)',
  capability: 'notification.configure',
  body: z.object({ to: z.email().max(320) }),
  response: z.object({ server: z.string() }),
  errors: ['wrong_state', 'unreachable'],
})
