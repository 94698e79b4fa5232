import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ActionResult, type ActionRunner, scriptLanguages } from '@tocsin/action-runner'
import { readAction, readIntegration } from '@tocsin/content'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ForcedAnswer } from './reputation-service.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const choices = z.record(z.string(), text)
const path = z.string().min(1)

/** formats.md 2, without tolerance: our own files use no variations. */
const definition = z.strictObject({
  name: z.string().min(1),
  official_name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+$/),
  icon: z.string().startsWith('data:image/png;base64,'),
  script: z.strictObject({ type: z.enum(scriptLanguages), test_connection_code: z.string().min(1) }),
  docker_repo_tag: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  configuration: z.strictObject({
    testable_connection: z.boolean(),
    require_proxy_config: z.boolean(),
    data_attributes: z.record(
      z.string(),
      z.strictObject({
        label: z.string().min(1),
        type: z.enum(['checkbox', 'list', 'number', 'password', 'text', 'textarea']),
        required: z.boolean(),
        validator: z.enum(['host', 'integer', 'ip', 'port', 'url']).optional(),
        default: z.string().optional(),
        values: choices.optional(),
        hint: z.string().optional(),
      }),
    ),
    listing_attributes: z.record(z.string(), z.strictObject({ name: z.string() })),
  }),
})

const observable = z.enum(['domain', 'email', 'file', 'ipaddress', 'md5', 'sha1', 'sha256', 'url', 'userdetail'])

/** formats.md 3, likewise. */
const action = z.strictObject({
  integration: z.string(),
  name: z.string().min(1),
  type: z.enum(['Containment', 'Custom', 'Enrichment', 'Notification']),
  script: z.strictObject({ code: z.string().min(1) }),
  fields: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]\w*$/),
      label: z.string().min(1),
      type: z.enum(['checkbox', 'datetime', 'list', 'multilist', 'number', 'tag', 'text', 'textarea']),
      required: z.boolean(),
      validator: z.enum(['domain', 'hash', 'integer', 'ipaddress', 'url']).optional(),
      default: z.string().optional(),
      values: choices.optional(),
      hint: z.string().optional(),
      incident_artifacts: z.boolean().optional(),
      observables: z.union([observable, z.array(observable)]).optional(),
    }),
  ),
  output: z.array(
    z.strictObject({ path, type: z.literal('text'), example: text.optional(), description: z.string().optional() }),
  ),
  table_view: z.array(z.strictObject({ display_name: z.string(), value: path, type: z.literal('link').optional() })),
  use_in_triage: z.boolean().optional(),
})
export type PackAction = z.infer<typeof action>

const reply: z.ZodType<ForcedAnswer> = z.union([
  z.enum(['hang', 'cut']),
  z.strictObject({ status: z.number(), headers: z.record(z.string(), z.string()).optional(), body: z.unknown() }),
])

/** One recorded use of an action: what it was given, what the service answered, what came of it. */
const fixture = z.strictObject({
  name: z.string(),
  inputs: z.record(z.string(), z.string()),
  resource: z.record(z.string(), z.string()).optional(),
  replies: z.array(reply).optional(),
  requests: z.array(z.record(z.string(), z.unknown())).optional(),
  output: z.record(z.string(), z.unknown()).optional(),
  error: z.string().optional(),
})
export type PackFixture = z.infer<typeof fixture>

/** An integration as it lies in `packs/`. */
export interface Pack {
  definition: z.infer<typeof definition>
  /** By file name without ending. */
  actions: Map<string, PackAction>
  fixtures: Map<string, PackFixture[]>
  /** What the product's own reader would warn of when it imports these files. */
  warnings: string[]
}

/** Reads and checks a pack's files; the error names the file and the key. */
export async function readPack(folder: string): Promise<Pack> {
  const read = async <T>(file: string, shape: z.ZodType<T>): Promise<T> => {
    const result = shape.safeParse(parse(await readFile(join(folder, file), 'utf8')))
    if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
    return result.data
  }
  const all = async <T>(sub: string, ending: string, shape: z.ZodType<T>): Promise<Map<string, T>> => {
    const found = new Map<string, T>()
    for (const file of (await readdir(join(folder, sub))).filter((name) => name.endsWith(ending)).sort()) {
      found.set(basename(file, ending), await read(join(sub, file), shape))
    }
    return found
  }
  const actions = await all('actions', '.yaml', action)
  const warnings = [...readIntegration(await readFile(join(folder, 'integration.yaml'))).warnings]
  for (const name of actions.keys()) {
    warnings.push(...readAction(await readFile(join(folder, 'actions', `${name}.yaml`))).warnings)
  }
  return {
    definition: await read('integration.yaml', definition),
    warnings,
    actions,
    fixtures: await all('fixtures', '.json', z.array(fixture)),
  }
}

/** Runs an action as the product does: resource, defaults and inputs as environment variables. */
export function runPackAction(
  runner: ActionRunner,
  pack: Pack,
  action: PackAction,
  given: { inputs: Record<string, string>; resource?: Record<string, string>; idempotencyKey?: string },
): Promise<ActionResult> {
  const attributes = Object.entries(pack.definition.configuration.data_attributes)
  const defaults = [...attributes, ...action.fields.map((field) => [field.id, field] as const)].flatMap(
    ([id, field]) => (field.default === undefined ? [] : [[id, field.default]]),
  )
  return runner.run({
    language: pack.definition.script.type,
    code: action.script.code,
    environment: { ...Object.fromEntries(defaults), ...given.resource, ...given.inputs },
    secrets: attributes.filter(([, field]) => field.type === 'password').map(([id]) => id),
    timeoutMs: 30_000,
    idempotencyKey: given.idempotencyKey ?? 'attempt-1',
  })
}

/** Runs the connection test with these settings (INT-14). */
export function testPackConnection(
  runner: ActionRunner,
  pack: Pack,
  resource: Record<string, string>,
): Promise<ActionResult> {
  return runner.run({
    language: pack.definition.script.type,
    code: pack.definition.script.test_connection_code,
    environment: resource,
    timeoutMs: 30_000,
    idempotencyKey: 'connection-test',
    purpose: 'connection_test',
  })
}
