import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

export interface OutgoingMail {
  to: string
  subject: string
  text: string
  html: string
  /** The same at every try, so that a receiver can tell a mail that was sent twice. */
  messageId: string
}

/** Hands mails to the mail server of the deployment. */
export interface Mailer {
  /** `host:port` of the server and the sender; null where no mail server is set up. */
  readonly setup: { server: string; from: string } | null
  /** Resolves when the mail server took the mail; rejects with `MailRefused`. */
  send(mail: OutgoingMail): Promise<void>
  /** Connects and signs in; rejects with `MailRefused` saying what went wrong. */
  verify(): Promise<void>
}

/** Why a mail did not leave. `final`: the server will never take it, so trying again is of no use. */
export class MailRefused extends Error {
  readonly final: boolean
  constructor(message: string, final: boolean) {
    super(message)
    this.final = final
  }
}

const CONNECT_MS = 15_000
const SILENCE_MS = 60_000

/** Every mail has a connection of its own: nothing is held open between them, and nothing has to be closed. */
export function createMailer({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mailer {
  if (smtpUrl === null || mailFrom === null) {
    const none = async () => {
      throw new MailRefused(NOT_SET_UP, true)
    }
    return { setup: null, send: none, verify: none }
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    setup: { server: serverOf(smtpUrl), from: mailFrom },
    async send(mail) {
      // A mail that nobody reads needs no answer by an out-of-office machine.
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        await transport.sendMail({ ...mail, from: mailFrom, headers })
      } catch (error) {
        throw refusal(error)
      }
    },
    async verify() {
      try {
        await transport.verify()
      } catch (error) {
        throw refusal(error)
      }
    },
  }
}

export const NOT_SET_UP =
  'No mail server is set up. Set TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM, and start the program again.'

function serverOf(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`
}

/** 5xx about the mail or its recipient is final; a wrong password or a server that is away is not: somebody repairs it. */
function refusal(error: unknown): MailRefused {
  const { message, code, responseCode } = error as { message?: string; code?: string; responseCode?: number }
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return new MailRefused(message ?? String(error), aboutMail && (responseCode ?? 500) >= 500)
}
