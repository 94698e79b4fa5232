import { z } from 'zod'

/**
 * The closed list of error codes. Each says who must act: the caller (`user`), nobody because it passes by itself
 * (`nobody`), or whoever runs the product (`operator`).
 */
export const errorCodes = {
  invalid_input: { status: 400, actor: 'user' },
  invalid_query: { status: 400, actor: 'user' },
  not_signed_in: { status: 401, actor: 'user' },
  wrong_credentials: { status: 401, actor: 'user' },
  bad_signature: { status: 401, actor: 'operator' },
  not_allowed: { status: 403, actor: 'user' },
  not_granted: { status: 403, actor: 'user' },
  not_found: { status: 404, actor: 'user' },
  name_taken: { status: 409, actor: 'user' },
  stale_version: { status: 409, actor: 'user' },
  wrong_state: { status: 409, actor: 'user' },
  in_use: { status: 409, actor: 'user' },
  limit_reached: { status: 409, actor: 'user' },
  too_large: { status: 413, actor: 'user' },
  unreadable_file: { status: 422, actor: 'user' },
  locked_out: { status: 429, actor: 'nobody' },
  too_many_requests: { status: 429, actor: 'nobody' },
  internal: { status: 500, actor: 'operator' },
  unreachable: { status: 502, actor: 'operator' },
  unavailable: { status: 503, actor: 'nobody' },
} as const

export type ErrorCode = keyof typeof errorCodes

/** Where in the input something is wrong, and what to do about it. */
export const errorDetail = z.object({
  path: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  message: z.string(),
})
export type ErrorDetail = z.infer<typeof errorDetail>

export const errorBody = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.array(errorDetail).optional(),
  requestId: z.string(),
})
export type ErrorBody = z.infer<typeof errorBody>
