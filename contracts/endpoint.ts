import type { z } from 'zod'
import type { Capability } from './capabilities.ts'
import type { ErrorCode } from './errors.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One call of the HTTP API as data: the single source for the server's routes, the web client, the link client and
 * the OpenAPI document (architecture section 8).
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** Unique name in camelCase, the operationId of the OpenAPI document. */
  name: string
  method: HttpMethod
  /** Path below `/<instance>/api/v1`, parameters in braces: `/incidents/{id}`. */
  path: string
  summary: string
  /** The capability the caller needs; `signed-in` needs any account, `public` none. */
  capability: Capability | 'signed-in' | 'public'
  params?: Params
  query?: Query
  body?: Body
  /** How the body arrives; `raw` and `multipart` are read by the handler itself. */
  bodyType?: 'json' | 'raw' | 'multipart'
  response: Response
  /** Status of a success, 200 unless told. */
  status?: 200 | 201 | 202 | 204
  /** What the response is when it is not JSON. */
  responseType?: 'json' | 'file' | 'events'
  /** Codes beyond those that every endpoint can answer. */
  errors?: ErrorCode[]
}

/** Declares an endpoint and keeps the exact types of its schemas. */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodUndefined,
>(declared: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return declared
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type ResponseOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never
/** What a caller passes, before defaults are filled in. */
export type QueryInputOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never
export type BodyInputOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never
