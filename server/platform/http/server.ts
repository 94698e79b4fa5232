import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { Failure } from '../failure.ts'
import type { Instance } from '../instance.ts'
import type { Log } from '../log.ts'
import type { Actor } from './actor.ts'
import { answerFailure, errorAnswer } from './answer-failure.ts'
import { type Dialect, serveDialect } from './dialect.ts'
import { refuseForeignOrigin } from './foreign-origin.ts'
import { describeApi, type FurtherCalls } from './openapi.ts'
import type { Route } from './route.ts'
import { runRoute } from './run-route.ts'

export const API = '/api/v1'
const MAX_JSON = 32 * 1024 * 1024
const MAX_FILE = 64 * 1024 * 1024

export interface HttpDeps {
  log: Log
  routes: readonly Route[]
  /** Calls beside our own API that clients of another product make. */
  dialects?: readonly Dialect[]
  /** The instance behind the first segment of the path, or null. */
  findInstance(slug: string): Promise<Instance | null>
  /** The instance that `/` leads to. */
  defaultSlug(): Promise<string>
  /** Who sends this request; null when nobody is signed in. */
  identify(instance: Instance, request: FastifyRequest): Promise<Actor | null>
  ready(): Promise<void>
  metrics: Registry
  /** Folder of the built web application. */
  webFolder: string
  /** Routes outside the API of an instance, such as the link. */
  extend?: (app: FastifyInstance) => void
}

/** The HTTP surface of a deployment: the API and the application of each instance, and the probes. */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_JSON,
    trustProxy: 'loopback',
    genReqId: (request) => readRequestId(request.headers['x-request-id']),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    crossOriginEmbedderPolicy: false,
  })
  await app.register(multipart, { limits: { fileSize: MAX_FILE, files: 10 } })
  await app.register(rateLimit, { global: false })
  readBodiesAsText(app)

  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply))
  app.addHook('onResponse', async (request, reply) => {
    const instance = request.url.split('/', 2)[1]
    request.log.info(
      {
        instance,
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })

  app.get('/health', async () => ({ ok: true }))
  app.get('/ready', async (request, reply) => {
    try {
      await deps.ready()
      return { ok: true }
    } catch (error) {
      request.log.warn({ err: error }, 'Not ready')
      return reply.code(503).send({ ok: false, message: 'The database does not answer or is not migrated.' })
    }
  })
  app.get('/metrics', async (_request, reply) => {
    reply.header('content-type', deps.metrics.contentType)
    return deps.metrics.metrics()
  })

  for (const route of deps.routes) {
    app.route({
      method: route.endpoint.method,
      url: `/:instance${API}${route.endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      preHandler: async (request) => refuseForeignOrigin(request),
      ...(route.endpoint.name === 'signIn' ? { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } } : {}),
      handler: async (request, reply) => {
        const { instance: slug } = request.params as { instance: string }
        const instance = await deps.findInstance(slug)
        if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
        return runRoute(route, instance, request, reply, deps.identify)
      },
    })
  }
  app.get(`/:instance${API}/openapi.json`, async (request) => {
    const { instance: slug } = request.params as { instance: string }
    const instance = await deps.findInstance(slug)
    if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
    return describeApi(deps.routes, `/${slug}${API}`, describeDialects(deps.dialects ?? [], slug))
  })
  for (const dialect of deps.dialects ?? []) serveDialect(app, dialect, deps.findInstance, MAX_JSON)
  deps.extend?.(app)
  await serveApplication(app, deps)
  return app
}

function describeDialects(dialects: readonly Dialect[], slug: string): FurtherCalls[] {
  return dialects.map(({ base, routes }) => ({ base: `/${slug}${base}`, routes }))
}

function readRequestId(given: string | string[] | undefined): string {
  if (typeof given === 'string' && /^[\w-]{8,64}$/.test(given)) return given
  return crypto.randomUUID()
}

/** YAML, NDJSON and archives reach the handler as bytes; JSON is parsed by the framework. */
function readBodiesAsText(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_FILE }, (_request, body, done) => done(null, body))
}

async function serveApplication(app: FastifyInstance, deps: HttpDeps): Promise<void> {
  const built = existsSync(join(deps.webFolder, 'index.html'))
  if (built) {
    await app.register(staticFiles, {
      root: join(deps.webFolder, 'static'),
      prefix: '/static/',
      immutable: true,
      maxAge: '365d',
    })
  }
  const page = built ? await readFile(join(deps.webFolder, 'index.html'), 'utf8') : null
  app.get('/', async (_request, reply) => reply.redirect(`/${await deps.defaultSlug()}/`))
  app.setNotFoundHandler(async (request, reply) => {
    const slug = request.url.split(/[/?]/, 2)[1] ?? ''
    const isPage = request.method === 'GET' && !/^\/[^/]+\/(api|link)\//.test(request.url)
    if (isPage && page !== null && (await deps.findInstance(slug))) {
      reply.header('cache-control', 'no-cache')
      return reply.type('text/html; charset=utf-8').send(page)
    }
    const message = `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`
    return reply.code(404).send(errorAnswer('not_found', message, request.id))
  })
}
