import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure } from '../failure.ts'
import type { Instance, Tx } from '../instance.ts'
import { type Actor, machineActor, may } from './actor.ts'
import type { Call, Route } from './route.ts'

const nobody = machineActor({ kind: 'system', id: 'nobody', name: 'Nobody' }, [])

/** Admits, parses, runs and answers one call: who asks and may he · is the input right · do it · answer. */
export async function runRoute(
  route: Route,
  instance: Instance,
  request: FastifyRequest,
  reply: FastifyReply,
  identify: (instance: Instance, request: FastifyRequest) => Promise<Actor | null>,
): Promise<unknown> {
  const { endpoint } = route
  const actor = await admit(route, instance, request, identify)
  request.log = request.log.child({ instance: instance.slug, user: actor.name })
  const { instance: _slug, ...params } = request.params as Record<string, unknown>
  const call: Call<unknown, unknown, unknown> = {
    instance,
    actor,
    params: endpoint.params?.parse(params),
    query: endpoint.query?.parse(request.query),
    body: endpoint.body && endpoint.bodyType !== 'raw' ? endpoint.body.parse(request.body ?? {}) : request.body,
    requestId: request.id,
    request,
    reply,
  }
  const result = await perform(route, call)
  if (reply.sent || endpoint.responseType === 'events') return reply
  if (endpoint.responseType === 'file') return result
  const status = endpoint.status ?? 200
  reply.code(status)
  if (status === 204) return reply.send()
  return endpoint.response.parse(result)
}

async function admit(
  { endpoint }: Route,
  instance: Instance,
  request: FastifyRequest,
  identify: (instance: Instance, request: FastifyRequest) => Promise<Actor | null>,
): Promise<Actor> {
  if (endpoint.capability === 'public') return nobody
  const actor = await identify(instance, request)
  if (!actor) throw new Failure('not_signed_in', 'Sign in, or send an API key as bearer token.')
  if (endpoint.capability !== 'signed-in' && !may(actor, endpoint.capability)) {
    throw new Failure(
      'not_allowed',
      `This needs the capability ${endpoint.capability}, which your profile does not have.`,
    )
  }
  return actor
}

async function perform(route: Route, call: Call<unknown, unknown, unknown>): Promise<unknown> {
  const { database } = call.instance
  if (route.access === 'plain') return route.handle(call, null)
  if (route.access === 'read') return database.read((tx) => route.handle(call, tx))
  if (route.together && !call.request.headers['idempotency-key']) return route.together(call)
  return database.write((tx) => once(tx, route, call), call.requestId)
}

/** A repeated `Idempotency-Key` gets the first answer again and changes nothing. */
async function once(tx: Tx, route: Route, call: Call<unknown, unknown, unknown>): Promise<unknown> {
  const key = call.request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return route.handle(call, tx)
  const request = JSON.stringify([route.endpoint.name, call.params, call.query, call.body])
  const requestHash = createHash('sha256').update(request).digest('hex')
  const claimed = await tx.sql
    .insertInto('idempotency_keys')
    .values({ key, actor_id: call.actor.id, request_hash: requestHash, status: 0, response: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!claimed) {
    const former = await tx.sql
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'response'])
      .where('key', '=', key)
      .where('actor_id', '=', call.actor.id)
      .executeTakeFirstOrThrow()
    if (former.request_hash !== requestHash) {
      throw new Failure('wrong_state', 'This Idempotency-Key was used for a different request.')
    }
    return former.response
  }
  const result = await route.handle(call, tx)
  await tx.sql
    .updateTable('idempotency_keys')
    .set({ status: route.endpoint.status ?? 200, response: JSON.stringify(result ?? null) })
    .where('key', '=', key)
    .where('actor_id', '=', call.actor.id)
    .execute()
  return result
}
