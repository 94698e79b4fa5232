import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  from: string
  to: string[]
  subject: string
  messageId: string
  /** Both bodies, decoded. */
  text: string
  html: string
  raw: string
}

export interface TestMailServer {
  /** For TOCSIN_SMTP_URL. */
  url: string
  received: ReceivedMail[]
  /** Answers the next mails with these codes instead of taking them: 451 to try again later, 550 never. */
  refuseNext(...codes: number[]): void
  stop(): Promise<void>
}

/** A real SMTP server on a free local port that keeps what it takes; it wants the user `soc` with the password `pass-word`. */
export async function startMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  const refusals: number[] = []
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth(auth, _session, done) {
      if (auth.username === 'soc' && auth.password === 'pass-word') return done(null, { user: 'soc' })
      done(new Error('Wrong user or password'))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const code = refusals.shift()
        if (code !== undefined) return done(Object.assign(new Error('Not now'), { responseCode: code }))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        received.push(
          readMail(
            Buffer.concat(chunks).toString('latin1'),
            from,
            rcptTo.map((each) => each.address),
          ),
        )
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://soc:pass-word@127.0.0.1:${port}`,
    received,
    refuseNext: (...codes) => void refusals.push(...codes),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Reads what our own mails are made of: one part of text and one of HTML, plain, quoted-printable or base64. */
function readMail(raw: string, from: string, to: string[]): ReceivedMail {
  const { headers, body } = split(raw)
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? '\0'
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/, '')))
  const partOf = (type: string) => {
    const part = parts.find((each) => each.headers['content-type']?.startsWith(type))
    return part ? decode(part.body, part.headers['content-transfer-encoding'] ?? '') : ''
  }
  return {
    from,
    to,
    subject: decodeWords(headers.subject ?? ''),
    messageId: headers['message-id'] ?? '',
    text: partOf('text/plain'),
    html: partOf('text/html'),
    raw,
  }
}

function split(text: string): { headers: Record<string, string>; body: string } {
  const at = text.indexOf('\r\n\r\n')
  const lines = text
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { headers: Object.fromEntries(headers), body: text.slice(at + 4) }
}

function decode(body: string, encoding: string): string {
  const plain = encoding === 'quoted-printable' ? unquote(body) : body
  const bytes = Buffer.from(plain, encoding === 'base64' ? 'base64' : 'latin1')
  return bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd()
}

function unquote(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function decodeWords(text: string): string {
  const words = text.replace(/\?=\s+=\?/g, '?==?')
  return words.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : Buffer.from(unquote(word.replaceAll('_', ' ')), 'latin1').toString('utf8'),
  )
}
