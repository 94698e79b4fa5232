import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type IndicatorKind, recordOf, type Verdict } from './verdicts.ts'

export interface ReputationServiceOptions {
  /** The only key that is accepted. */
  apiKey: string
  /** Where to listen on 127.0.0.1; default any free port. */
  port?: number
  /** Pause before every answer. */
  latencyMs?: number
  /** More requests than this within a second are answered with 429 and Retry-After. */
  requestsPerSecond?: number
  /** Verdicts of chosen indicators, in place of the computed ones. */
  verdicts?: Record<string, Verdict>
}

export interface RecordedRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: unknown
  status: number
}

/** An answer given in place of the real one: `hang` answers nothing until the service closes, `cut` breaks off. */
export type ForcedAnswer = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'cut'

export interface ReputationService {
  url: string
  /** Every request that was answered, oldest first; the newest 1,000 are kept. */
  requests: RecordedRequest[]
  /** Blocks in force by address. */
  blocks: Map<string, Block>
  notifications: Notification[]
  /** Answers the next requests with these, one each, before it goes on as usual. */
  answerNext(...answers: ForcedAnswer[]): void
  /** Changes how it answers from now on; what is left out stays. */
  change(options: Pick<ReputationServiceOptions, 'latencyMs' | 'requestsPerSecond' | 'verdicts'>): void
  close(): Promise<void>
}

export interface Block {
  id: string
  ip: string
  status: 'blocked'
  reason: string
  expires_at: string
}

export interface Notification {
  id: string
  channel: string
  severity: string
  message: string
  incident: string
  status: 'sent'
}

const keptRequests = 1000
const largestBody = 1_000_000

/**
 * A reputation service over HTTP: verdicts computed from the value, blocks and notifications kept in memory, every
 * effect done once per `Idempotency-Key`. For tests and the demo; listens on 127.0.0.1 only.
 */
export async function startReputationService(options: ReputationServiceOptions): Promise<ReputationService> {
  const settings = { ...options }
  const requests: RecordedRequest[] = []
  const blocks = new Map<string, Block>()
  const notifications: Notification[] = []
  const doneOnce = new Map<string, Answer>()
  const forced: ForcedAnswer[] = []
  let recent: number[] = []
  const closing = new AbortController()
  let url = ''

  const answer = (request: IncomingMessage, body: unknown): Answer => {
    if (!sameKey(request.headers['x-api-key'], settings.apiKey))
      return refuse(401, 'bad_key', 'The API key is not valid.')
    if (settings.requestsPerSecond !== undefined) {
      const now = Date.now()
      recent = recent.filter((moment) => now - moment < 1000)
      if (recent.length >= settings.requestsPerSecond) {
        return { ...refuse(429, 'too_many_requests', 'Slow down.'), headers: { 'Retry-After': '1' } }
      }
      recent.push(now)
    }
    const target = new URL(request.url ?? '/', 'http://service')
    if (request.method === 'GET') return lookUp(target, url, settings.verdicts ?? {})
    if (request.method !== 'POST') return refuse(405, 'wrong_method', 'Use GET or POST.')
    const effect = { '/v1/blocks': addBlock, '/v1/notifications': addNotification }[target.pathname]
    if (!effect) return refuse(404, 'no_such_address', 'There is no such address.')
    const key = request.headers['idempotency-key']
    if (!key) return refuse(400, 'no_idempotency_key', 'Send the header Idempotency-Key.')
    const before = doneOnce.get(`${target.pathname} ${key}`)
    if (before) return { ...before, status: 200 }
    const done = effect(isRecord(body) ? body : {})
    if (done.status === 201) doneOnce.set(`${target.pathname} ${key}`, done)
    return done
  }

  const addBlock = (body: Record<string, unknown>): Answer => {
    const { ip, hours, reason } = body
    if (typeof ip !== 'string' || isIP(ip) === 0)
      return refuse(422, 'bad_address', 'The field "ip" is not an IP address.')
    const expires_at = new Date(Date.now() + (typeof hours === 'number' ? hours : 24) * 3_600_000).toISOString()
    const block: Block = {
      id: idOf('blk', ip, blocks.size),
      ip,
      status: 'blocked',
      reason: String(reason ?? ''),
      expires_at,
    }
    blocks.set(ip, block)
    return { status: 201, body: block }
  }

  const addNotification = (body: Record<string, unknown>): Answer => {
    const { channel, severity, message, incident } = body
    if (typeof channel !== 'string' || channel === '' || typeof message !== 'string' || message === '') {
      return refuse(422, 'incomplete', 'The fields "channel" and "message" are required.')
    }
    const sent: Notification = {
      id: idOf('ntf', message, notifications.length),
      channel,
      severity: String(severity ?? 'info'),
      message,
      incident: String(incident ?? ''),
      status: 'sent',
    }
    notifications.push(sent)
    return { status: 201, body: sent }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request)
    if (settings.latencyMs) await sleep(settings.latencyMs, undefined, { signal: closing.signal })
    const next = forced.shift()
    if (next === 'cut') return response.destroy()
    if (next === 'hang') return sleep(2 ** 31 - 1, undefined, { signal: closing.signal })
    const given = next ?? answer(request, body)
    const { method = '', url: path = '', headers } = request
    requests.push({ method, path, headers, body, status: given.status })
    if (requests.length > keptRequests) requests.shift()
    response.writeHead(given.status, { 'Content-Type': 'application/json', ...given.headers })
    response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? {}))
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const listening = server.address()
  url = `http://127.0.0.1:${typeof listening === 'object' ? listening?.port : options.port}`

  return {
    url,
    requests,
    blocks,
    notifications,
    answerNext: (...answers) => void forced.push(...answers),
    change: (changes) => void Object.assign(settings, changes),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        closing.abort()
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  status: number
  headers?: Record<string, string>
  body: unknown
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } }
}

const lookUps: [RegExp, IndicatorKind][] = [
  [/^\/v1\/ip\/([^/]+)$/, 'ip'],
  [/^\/v1\/domain\/([^/]+)$/, 'domain'],
  [/^\/v1\/file\/([0-9a-f]+)$/i, 'file'],
  [/^\/v1\/(url)$/, 'url'],
]

function lookUp(target: URL, base: string, verdicts: Record<string, Verdict>): Answer {
  if (target.pathname === '/v1/ping') return { status: 200, body: { service: 'reputation', status: 'ready' } }
  for (const [address, kind] of lookUps) {
    const found = address.exec(target.pathname)?.[1]
    if (found === undefined) continue
    const indicator = kind === 'url' ? (target.searchParams.get('value') ?? '') : decodeURIComponent(found)
    if (indicator === '') return refuse(422, 'no_value', 'Give the indicator as "value".')
    if (kind === 'ip' && isIP(indicator) === 0)
      return refuse(422, 'bad_address', `"${indicator}" is not an IP address.`)
    const record = recordOf(kind, indicator, base, verdicts[indicator])
    return record ? { status: 200, body: record } : refuse(404, 'unknown_indicator', 'Nothing is known about it.')
  }
  return refuse(404, 'no_such_address', 'There is no such address.')
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > largestBody) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameKey(given: string | string[] | undefined, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(wanted))
}

function idOf(prefix: string, ...parts: unknown[]): string {
  return `${prefix}-${createHash('sha256').update(parts.join(':')).digest('hex').slice(0, 12)}`
}
