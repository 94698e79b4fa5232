import type { Endpoint } from '@tocsin/contracts/endpoint.ts'
import type { z } from 'zod'
import { instanceBase } from '../paths.ts'
import { CallError, errorFromAnswer } from './call-error.ts'

type Part<Name extends string, Schema extends z.ZodType> = Schema extends z.ZodUndefined
  ? unknown
  : Partial<z.input<Schema>> extends z.input<Schema>
    ? { [key in Name]?: z.input<Schema> }
    : { [key in Name]: z.input<Schema> }

/** What a call of this endpoint takes: the parts it declares, and only those. */
export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B> & {
    /** Content of endpoints whose body is `raw` or `multipart`. */
    file?: Blob | FormData
    signal?: AbortSignal
    /** Makes a repeated write one; `useChange` sets it. */
    idempotencyKey?: string
  }

interface AnyInput {
  params?: unknown
  query?: unknown
  body?: unknown
  file?: Blob | FormData
  signal?: AbortSignal
  idempotencyKey?: string
}

/** The address of a call below the instance, with parameters filled in and `undefined` left out of the query. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, input: Pick<AnyInput, 'params' | 'query'> = {}): string {
  const params = (input.params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
    }
  }
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function send(endpoint: Endpoint, input: AnyInput): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Requested-With': 'tocsin' }
  if (input.idempotencyKey) headers['Idempotency-Key'] = input.idempotencyKey
  let body: BodyInit | undefined = input.file
  if (input.body !== undefined && body === undefined) {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(input.body)
  }
  const request: RequestInit = {
    method: endpoint.method,
    headers,
    body,
    signal: input.signal,
    credentials: 'same-origin',
  }
  const address = instanceBase() + addressOf(endpoint, input)
  const answer = await fetch(address, request).catch((cause: unknown) => {
    if (input.signal?.aborted) throw cause
    throw new CallError('no_connection', 'The server cannot be reached.')
  })
  if (!answer.ok) throw await errorFromAnswer(answer)
  return answer
}

/**
 * Calls an endpoint of this instance. Gives what the contract promises; throws a `CallError` otherwise.
 * `undefined` in a body leaves a field as it is, `null` clears it.
 */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  ...[input]: unknown extends Part<'params', P> & Part<'query', Q> & Part<'body', B>
    ? [input?: CallInput<P, Q, B>]
    : [input: CallInput<P, Q, B>]
): Promise<z.output<R>> {
  const answer = await send(endpoint as unknown as Endpoint, (input ?? {}) as AnyInput)
  const content = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
  const parsed = endpoint.response.safeParse(content)
  if (parsed.success) return parsed.data
  throw new CallError(
    'unexpected_answer',
    `${endpoint.name}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    [],
    answer.headers.get('x-request-id'),
  )
}

/** Fetches the file an endpoint answers and hands it to the browser's downloads (GEN-16). */
export async function download<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: CallInput<P, Q, B>,
  name: string,
): Promise<void> {
  const answer = await send(endpoint as unknown as Endpoint, input as AnyInput)
  const told = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  saveFile(await answer.blob(), told ?? name)
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
