import { errorBody } from '@tocsin/contracts'
import type { LinkFailure } from '@tocsin/contracts/link.ts'

/** A call to the other side that did not come to its end, with the most exact reason that can be told (FLT-21). */
export class CallFailure extends Error {
  constructor(
    readonly failure: LinkFailure,
    message: string,
    /** The other side's own answer, when it gave one. */
    readonly code: string | null = null,
  ) {
    super(message)
    this.name = 'CallFailure'
  }
}

const refusals = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'UND_ERR_SOCKET'])
const silences = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** Why no answer came from `host`. */
export function explainSilence(error: unknown, host: string): CallFailure {
  if (error instanceof CallFailure) return error
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new CallFailure('timeout', `${host} did not answer in time.`)
  }
  const code = findCode(error)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new CallFailure('dns', `The name ${host} cannot be resolved (${code}).`)
  }
  if (refusals.has(code)) return new CallFailure('refused', `${host} does not accept connections (${code}).`)
  if (silences.has(code)) return new CallFailure('timeout', `${host} did not answer in time (${code}).`)
  if (/CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new CallFailure('tls', `The certificate or TLS of ${host} is not acceptable (${code}).`)
  }
  return new CallFailure('answer', `The call to ${host} failed: ${deepest(error)}`)
}

/** What an answer other than a success means. */
export function explainRefusal(status: number, text: string, host: string): CallFailure {
  const parsed = errorBody.safeParse(parseJson(text))
  if (!parsed.success) {
    return new CallFailure('answer', `${host} answered ${status} without the form of the link. Is the address right?`)
  }
  const { code, message, details } = parsed.data
  const cause = details?.[0]?.path
  if (code === 'bad_signature') return new CallFailure(cause === 'created' ? 'clock' : 'signature', message, code)
  if (cause === 'protocol') return new CallFailure('version', message, code)
  return new CallFailure('answer', message, code)
}

/** The message of the first cause, which says more than "fetch failed". */
function deepest(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? deepest(error.cause) : error.message
}

function findCode(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code
  }
  return ''
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
