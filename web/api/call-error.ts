import { type ErrorCode, type ErrorDetail, errorBody, errorCodes } from '@tocsin/contracts/errors.ts'

/** `no_connection` is ours: the request never reached the server, or its answer never came back. */
export type CallErrorCode = ErrorCode | 'no_connection' | 'unexpected_answer'

/** What went wrong with a call, as the server said it; the only kind of error that `call` throws. */
export class CallError extends Error {
  constructor(
    readonly code: CallErrorCode,
    message: string,
    readonly details: ErrorDetail[] = [],
    readonly requestId: string | null = null,
  ) {
    super(message)
    this.name = 'CallError'
  }
}

/** The id to quote to whoever runs the product; null where the user himself can put it right. */
export function quotableId(error: unknown): string | null {
  if (!(error instanceof CallError)) return null
  const isForUser = error.code in errorCodes && errorCodes[error.code as ErrorCode].actor === 'user'
  return isForUser ? null : error.requestId
}

/** Reads the error of an answer that was not a success; an answer that is not ours (a proxy's page) says its status. */
export async function errorFromAnswer(answer: Response): Promise<CallError> {
  const body = errorBody.safeParse(await answer.json().catch(() => null))
  const requestId = answer.headers.get('x-request-id')
  if (body.success) {
    return new CallError(body.data.code, body.data.message, body.data.details, body.data.requestId || requestId)
  }
  const code = answer.status === 401 ? 'not_signed_in' : answer.status >= 502 ? 'unavailable' : 'unexpected_answer'
  return new CallError(code, `${answer.status} ${answer.statusText}`.trim(), [], requestId)
}
