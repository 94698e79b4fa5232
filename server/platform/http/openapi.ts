import { type Endpoint, errorBody, errorCodes } from '@tocsin/contracts'
import { compatibleError } from '@tocsin/contracts/compatibility.ts'
import { z } from 'zod'
import type { Route } from './route.ts'

type Schema = Record<string, unknown>

/** Calls beside the API, under a base of their own. */
export interface FurtherCalls {
  base: string
  routes: readonly Route[]
}

/** The OpenAPI 3.1 document of the given routes, made from their contracts (API-12). */
export function describeApi(routes: readonly Route[], base: string, further: readonly FurtherCalls[] = []): Schema {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { endpoint } of routes) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  for (const { base: url, routes: others } of further) {
    for (const { endpoint } of others) {
      const described = { ...operation(endpoint, 'CompatibleError'), security: [{ accessKey: [] }, { bearer: [] }] }
      const entry = { servers: [{ url }], ...paths[endpoint.path], [endpoint.method.toLowerCase()]: described }
      paths[endpoint.path] = entry
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tocsin', version: '1', description: describeCodes() },
    servers: [{ url: base }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: { Error: toSchema(errorBody, 'output'), CompatibleError: toSchema(compatibleError, 'output') },
      securitySchemes: {
        accessKey: { type: 'http', scheme: 'basic' },
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'tocsin_session' },
      },
    },
  }
}

function operation(endpoint: Endpoint, error = 'Error'): Schema {
  const success =
    endpoint.status === 204
      ? {}
      : { content: { [mediaType(endpoint.responseType)]: { schema: toSchema(endpoint.response, 'output') } } }
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] ?? ''],
    'x-capability': endpoint.capability,
    ...(endpoint.capability === 'public' ? { security: [] } : {}),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(endpoint.body
      ? { requestBody: { required: true, content: requestContent(endpoint.bodyType, endpoint.body) } }
      : {}),
    responses: {
      [String(endpoint.status ?? 200)]: { description: 'Success', ...success },
      default: {
        description: 'Error',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${error}` } } },
      },
    },
  }
}

function describeCodes(): string {
  const lines = Object.entries(errorCodes).map(
    ([code, { status, actor }]) => `- \`${code}\` (${status}): who must act: ${actor}`,
  )
  return ['Error codes:', ...lines].join('\n')
}

function mediaType(type: 'json' | 'file' | 'events' | undefined): string {
  if (type === 'file') return 'application/octet-stream'
  return type === 'events' ? 'text/event-stream' : 'application/json'
}

function requestContent(type: 'json' | 'raw' | 'multipart' | undefined, body: z.ZodType): Schema {
  if (type === 'multipart') return { 'multipart/form-data': { schema: { type: 'object' } } }
  return { [type === 'raw' ? '*/*' : 'application/json']: { schema: toSchema(body, 'input') } }
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return rest
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Schema[] {
  if (!schema) return []
  const described = toSchema(schema, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (described.required?.includes(name) ?? false),
    schema: property,
  }))
}
