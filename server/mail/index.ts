import type { ServerModule } from '../platform/index.ts'
import { mailRoutes } from './mail-routes.ts'
import { sendMailJob } from './send-mail.ts'
import './tables.ts'

/** Owns mails to people: written in the transaction of what they tell of, sent by a job. Announces MailResent, MailDiscarded, MailTested. */
export const mail: ServerModule = { name: 'mail', routes: mailRoutes, jobs: [sendMailJob] }

export { escapeHtml, layOut, type MailText } from './lay-out.ts'
export { type NewMail, withdrawMails, writeMail } from './write-mail.ts'
