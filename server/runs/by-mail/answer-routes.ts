import { errorCodes } from '@tocsin/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ExtendDeps, Failure, type Instance, isPassing } from '../../platform/index.ts'
import { answerByMail, showLink } from './answer-by-mail.ts'
import type { AnswerLink } from './answer-link.ts'
import { answerPagePolicy, confirmPage, momentText, sentencePage } from './answer-page.ts'
import { type AnswerTexts, answerTexts } from './answer-texts.ts'

const MAX_BODY = 1024
/** Links cannot be guessed; this keeps who tries from costing anything. */
const rateLimit = { max: 30, timeWindow: '1 minute' }

/**
 * `/<instance>/answer?link=…`: the page behind a link in a mail (NOD-57), without a session. The link itself is the
 * right to answer, so there is nothing for a foreign page to borrow. GET and HEAD change nothing.
 */
export function answerRoutes(app: FastifyInstance, { findInstance }: ExtendDeps): void {
  app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'content-security-policy': answerPagePolicy,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      })
    })
    scope.setErrorHandler((error, request, reply) => {
      const texts = textsFor(request)
      const status = statusOf(error)
      if (status >= 500) request.log.error({ err: error }, 'A mailed link could not be served')
      const sentence = status === 429 ? texts.tooMany : error instanceof Failure ? error.message : texts.failed
      return send(reply, status, sentencePage(texts, 'Tocsin', texts.dead, sentence))
    })

    scope.get('/:instance/answer', { config: { rateLimit } }, async (request, reply) => {
      const instance = await find(findInstance, request)
      const link = await showLink(instance, tokenOf(request))
      if (link?.state.is !== 'open') return sendDead(request, reply, instance, link)
      return send(reply, 200, confirmPage(textsFor(request), instance.name, link))
    })

    scope.post('/:instance/answer', { bodyLimit: MAX_BODY, config: { rateLimit } }, async (request, reply) => {
      const instance = await find(findInstance, request)
      const answered = await answerByMail(instance, tokenOf(request), { address: request.ip, requestId: request.id })
      if (!answered?.taken) return sendDead(request, reply, instance, answered?.link ?? null)
      const texts = textsFor(request)
      const sentence = texts.takenText(answered.link.answer)
      return send(reply, 200, sentencePage(texts, instance.name, texts.taken, sentence))
    })
  })
}

function sendDead(
  request: FastifyRequest,
  reply: FastifyReply,
  instance: Instance,
  link: AnswerLink | null,
): FastifyReply {
  const texts = textsFor(request)
  if (!link || link.state.is === 'open') {
    return send(reply, 404, sentencePage(texts, instance.name, texts.dead, texts.unknown))
  }
  const sentence = texts.why(link.state, momentText)
  return send(reply, 410, sentencePage(texts, instance.name, texts.dead, sentence))
}

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(html)
}

async function find(findInstance: ExtendDeps['findInstance'], request: FastifyRequest): Promise<Instance> {
  const { instance: slug } = request.params as { instance: string }
  const instance = await findInstance(slug)
  if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
  return instance
}

function tokenOf(request: FastifyRequest): string {
  const { link } = request.query as { link?: unknown }
  return typeof link === 'string' ? link.slice(0, 500) : ''
}

function textsFor(request: FastifyRequest): AnswerTexts {
  return answerTexts(request.headers['accept-language'])
}

function statusOf(error: unknown): number {
  if (error instanceof Failure) return errorCodes[error.code].status
  if (isPassing(error)) return 503
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return Number.isInteger(status) && status >= 400 ? status : 500
}
