import { type ErrorBody, type ErrorCode, type ErrorDetail, errorCodes } from '@tocsin/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { isPassing } from '../database/pool.ts'
import { Failure } from '../failure.ts'

export function errorAnswer(code: ErrorCode, message: string, requestId: string, details?: ErrorDetail[]): ErrorBody {
  return { code, message, ...(details?.length ? { details } : {}), requestId }
}

/** Turns whatever was thrown into the one error shape; a cause that is our fault is logged and not shown. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = explainFailure(error, request, reply)
  return reply.code(status).send(body)
}

/** The same without sending it, for those who tell errors in another shape. */
export function explainFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): { status: number; body: ErrorBody } {
  const { code, message, details } = classify(error)
  const status = errorCodes[code].status
  if (status >= 500) request.log.error({ err: error, code }, 'A request failed')
  if (code === 'locked_out' || code === 'too_many_requests') reply.header('retry-after', '60')
  return { status, body: errorAnswer(code, message, request.id, details) }
}

function classify(error: unknown): { code: ErrorCode; message: string; details?: ErrorDetail[] } {
  if (error instanceof Failure) return { code: error.code, message: error.message, details: error.details }
  if (error instanceof ZodError) {
    return {
      code: 'invalid_input',
      message: 'The request does not fit what this call takes.',
      details: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    }
  }
  if (isPassing(error)) {
    return {
      code: 'unavailable',
      message: 'The database is not reachable at the moment. Nothing was changed; try again.',
    }
  }
  return classifyFramework(error)
}

/** Errors that the HTTP framework raises before a handler runs: unreadable JSON, too large, too many. */
function classifyFramework(error: unknown): { code: ErrorCode; message: string } {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const text = error instanceof Error ? error.message : ''
  if (status === 413) return { code: 'too_large', message: 'The request is larger than this call takes.' }
  if (status === 429) return { code: 'too_many_requests', message: 'Too many requests; try again in a minute.' }
  if (status >= 400 && status < 500) return { code: 'invalid_input', message: text || 'The request is not readable.' }
  if (error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')) {
    return {
      code: 'unavailable',
      message: 'The database is not reachable at the moment. Nothing was changed; try again.',
    }
  }
  return { code: 'internal', message: 'Something went wrong here. The cause is in the log under this request id.' }
}
