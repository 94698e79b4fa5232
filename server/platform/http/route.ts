import type { Endpoint } from '@tocsin/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Instance, Tx } from '../instance.ts'
import type { Actor } from './actor.ts'

/** One call of an endpoint, parsed and admitted. */
export interface Call<Params, Query, Body> {
  instance: Instance
  actor: Actor
  params: Params
  query: Query
  body: Body
  requestId: string
  request: FastifyRequest
  reply: FastifyReply
}

export interface Route {
  endpoint: Endpoint
  /** `write` opens a transaction and honours `Idempotency-Key`; `read` opens one that cannot write; `plain` none. */
  access: 'write' | 'read' | 'plain'
  handle(call: Call<unknown, unknown, unknown>, tx: Tx | null): Promise<unknown>
}

type Handler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = (
  tx: Tx,
  call: Call<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<z.input<R>>

/** Binds an endpoint to a use case that runs in one transaction. */
export function writes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: Handler<P, Q, B, R>,
): Route {
  return bind(endpoint, 'write', (call, tx) => handler(tx as Tx, call as Call<z.output<P>, z.output<Q>, z.output<B>>))
}

/** Binds an endpoint to a reader over one snapshot. */
export function reads<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: Handler<P, Q, B, R>,
): Route {
  return bind(endpoint, 'read', (call, tx) => handler(tx as Tx, call as Call<z.output<P>, z.output<Q>, z.output<B>>))
}

/** Binds an endpoint that calls the outside world or streams, and opens its own transactions. */
export function handles<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R>>,
): Route {
  return bind(endpoint, 'plain', (call) => handler(call as Call<z.output<P>, z.output<Q>, z.output<B>>))
}

function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  access: Route['access'],
  handle: Route['handle'],
): Route {
  return { endpoint: endpoint as unknown as Endpoint, access, handle }
}
