import type { Endpoint } from '@tocsin/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Failure } from '../failure.ts'
import type { Instance, Tx } from '../instance.ts'
import type { Actor } from './actor.ts'
import { shareTransactions } from './share-transactions.ts'

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
  /** Where calls that come at the same moment share a transaction: takes one, and answers when that is committed. */
  together?(call: Call<unknown, unknown, unknown>): Promise<unknown>
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

/**
 * The same for calls that come in crowds: those of one moment share a transaction. The use case gives one result per
 * call in their order; a `Failure` is the answer to that call alone.
 */
export function writesTogether<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: (tx: Tx, calls: readonly Call<z.output<P>, z.output<Q>, z.output<B>>[]) => Promise<(z.input<R> | Failure)[]>,
): Route {
  const handleAll = (tx: Tx, calls: readonly Call<unknown, unknown, unknown>[]) =>
    handler(tx, calls as readonly Call<z.output<P>, z.output<Q>, z.output<B>>[])
  const alone = bind(endpoint, 'write', async (call, tx) => {
    const [result] = await handleAll(tx as Tx, [call])
    if (result instanceof Failure) throw result
    return result
  })
  return { ...alone, together: shareTransactions(handleAll) }
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
