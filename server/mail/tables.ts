import type { MailStatus } from '@tocsin/contracts/mail.ts'
import type { Generated } from 'kysely'
import type { Stamp } from '../platform/index.ts'

export interface MailTable {
  id: string
  recipient: string
  subject: string
  /** Sealed JSON of `MailBody`. */
  body: string
  about_kind: string
  about_id: string
  status: MailStatus
  tries: Generated<number>
  error: string | null
  created_at: Stamp
  sent_at: Date | null
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    mails: MailTable
  }
}
