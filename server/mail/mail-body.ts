import { z } from 'zod'
import type { Secrets } from '../platform/index.ts'

const mailBody = z.object({ text: z.string(), html: z.string() })
export type MailBody = z.infer<typeof mailBody>

const placeOf = (id: string) => `mails/${id}/body`

/** What a mail says lies sealed: a link in it answers in somebody's name, and it never reaches the audit trail (NTF-09). */
export function sealBody(secrets: Secrets, id: string, body: MailBody): string {
  return secrets.seal(JSON.stringify(body), placeOf(id))
}

export function openBody(secrets: Secrets, id: string, sealed: string): MailBody {
  return mailBody.parse(JSON.parse(secrets.open(sealed, placeOf(id))))
}
