import type { ErrorBody } from '@tocsin/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Failure } from '../failure.ts'
import type { Instance } from '../instance.ts'
import type { Actor } from './actor.ts'
import { explainFailure } from './answer-failure.ts'
import { refuseForeignOrigin } from './foreign-origin.ts'
import type { Route } from './route.ts'
import { runRoute } from './run-route.ts'

/** Calls of an instance under a base of their own, as another product's clients expect them (API-01). */
export interface Dialect {
  /** Between `/<instance>` and the path of an endpoint: `/api/csoar/v3`. */
  base: string
  /** Their bodies reach the handler as bytes, so that it can say in which line one is wrong. */
  routes: Route[]
  /** Who sends this request; null when nobody is signed in. */
  identify(instance: Instance, request: FastifyRequest): Promise<Actor | null>
  /** What such a client understands of an error (API-11). */
  describeFailure(failure: ErrorBody): unknown
  /** The header by which a client without credentials learns how to sign in. */
  challenge: string
}

/** Adds the calls of a dialect; `mostBytes` is the largest body. */
export function serveDialect(
  app: FastifyInstance,
  dialect: Dialect,
  findInstance: (slug: string) => Promise<Instance | null>,
  mostBytes: number,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler((error, request, reply) => {
      const { status, body } = explainFailure(error, request, reply)
      if (status === 401) reply.header('www-authenticate', dialect.challenge)
      return reply.code(status).send(dialect.describeFailure(body))
    })
    for (const route of dialect.routes) {
      scope.route({
        method: route.endpoint.method,
        url: `/:instance${dialect.base}${route.endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        preHandler: async (request) => refuseForeignOrigin(request),
        handler: async (request, reply) => {
          const { instance: slug } = request.params as { instance: string }
          const instance = await findInstance(slug)
          if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
          return runRoute(route, instance, request, reply, dialect.identify)
        },
      })
    }
  })
}
