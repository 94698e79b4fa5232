import type { FastifyRequest } from 'fastify'
import { Failure } from '../failure.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another site's page makes in a signed-in browser. Browsers always say where a request comes
 * from; programs that send neither header carry no ambient credentials.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (reading.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  const origin = request.headers.origin
  if (origin === undefined && site === undefined) return
  if (origin !== undefined && originHost(origin) === request.headers.host) return
  throw new Failure('not_allowed', 'This request comes from another site.')
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
