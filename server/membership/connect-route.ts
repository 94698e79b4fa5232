import type { FastifyInstance } from 'fastify'
import { sessionCookie, sessionCookieName } from '../access/index.ts'
import { type ExtendDeps, Failure } from '../platform/index.ts'
import { redeemConnectToken } from './connect-guest.ts'

/** `/<instance>/connect?token=…`: the browser of MSSP staff arrives here with its one-time token (FLT-22). */
export function connectRoute(app: FastifyInstance, deps: ExtendDeps): void {
  const limited = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }
  app.get('/:instance/connect', limited, async (request, reply) => {
    const { instance: slug } = request.params as { instance: string }
    const { token } = request.query as { token?: unknown }
    const instance = await deps.findInstance(slug)
    if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
    // The address holds a secret: it goes nowhere else.
    reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store')
    try {
      const session = await instance.database.write(
        (tx) =>
          redeemConnectToken(tx, {
            token: typeof token === 'string' ? token : '',
            remoteAddress: request.ip,
            userAgent: request.headers['user-agent'] ?? null,
          }),
        request.id,
      )
      reply.setCookie(sessionCookieName(instance), session, sessionCookie(instance))
      return reply.redirect(`/${slug}/`)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      request.log.info({ instance: slug, code: error.code }, 'A connect token was refused')
      return reply.redirect(`/${slug}/login?notice=connect-${error.code === 'not_granted' ? 'refused' : 'expired'}`)
    }
  })
}
