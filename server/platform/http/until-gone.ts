import type { FastifyRequest } from 'fastify'

/** Aborts when the browser has gone, so that nobody's test goes on alone. */
export function untilGone(request: FastifyRequest): AbortSignal {
  const gone = new AbortController()
  request.raw.socket.once('close', () => gone.abort())
  return gone.signal
}
