import type { ScriptLanguage, ActionResult as ScriptResult } from '@tocsin/action-runner'
import { evaluateOver } from '@tocsin/engine'
import { Failure, type Instance, type Tx } from '../platform/index.ts'
import { connectionEnvironment, inputEnvironment } from './action-environment.ts'
import { countAction } from './count-actions.ts'
import {
  type ActionRow,
  getActionRow,
  getIntegrationRow,
  getResourceRow,
  type IntegrationRow,
  needsResource,
  type ResourceRow,
} from './integration-store.ts'
import { readablePath } from './unreadable-paths.ts'

export interface ActionCall {
  integration: string
  action: string
  type: string
  /** Label of the resource; null takes none, or the only one there is. */
  resource: string | null
  inputs: Record<string, unknown>
  incidentId: string | null
  idempotencyKey: string
  /** Of the node; null or left out for the limit of every action (EXE-15). */
  timeoutSeconds?: number | null
}

export interface ActionOutcome {
  status: 'succeeded' | 'failed'
  output: unknown
  table: ActionTableView | null
  stdout: string
  stderr: string
  error: string | null
  durationMs: number
  resource: string | null
  /** True when no line of the action ran, so that another attempt cannot repeat an effect. */
  neverStarted: boolean
  /** What a reader of the output should know, such as bytes that were not UTF-8. */
  warnings: string[]
}

export interface ActionTableView {
  columns: { name: string; path: string; link: boolean }[]
  rows: unknown[][]
}

const TIMEOUT_MS = 15 * 60_000

/** Finds what a call names, prepares its environment and performs it. Expected failures are data, not exceptions. */
export async function runAction(instance: Instance, call: ActionCall, signal: AbortSignal): Promise<ActionOutcome> {
  try {
    const prepared = await patiently(() => instance.database.read((tx) => prepare(tx, call)), signal)
    // Counted when it is about to run: what cannot be prepared costs nothing (EXE-20).
    await patiently(() => countAction(instance), signal)
    const result = await perform(instance, prepared, call, signal)
    return { ...result, resource: prepared.resource?.label ?? null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return {
      status: 'failed',
      output: null,
      table: null,
      stdout: '',
      stderr: '',
      error: error.message,
      durationMs: 0,
      resource: call.resource,
      neverStarted: true,
      warnings: [],
    }
  }
}

const PATIENCE_MS = 60_000
const PAUSE_MS = 250

/** Preparing only reads, so a database that is away for a moment is waited for instead of failing the action. */
async function patiently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await read()
    } catch (error) {
      if (error instanceof Failure || signal.aborted || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

interface Prepared {
  integration: IntegrationRow
  action: ActionRow
  resource: ResourceRow | null
  variables: Record<string, string>
  secrets: string[]
}

async function prepare(tx: Tx, call: ActionCall): Promise<Prepared> {
  const integration = await findIntegration(tx, call.integration)
  const action = await tx.sql
    .selectFrom('actions')
    .selectAll()
    .where('integration_id', '=', integration.id)
    .where('name', '=', call.action)
    .executeTakeFirst()
  if (!action)
    throw new Failure('not_found', `${integration.name} has no action "${call.action}". Import it or choose another.`)
  const resource = await findResource(tx, integration, call.resource)
  return prepareWith(tx, integration, action, resource, call)
}

function prepareWith(
  tx: Tx,
  integration: IntegrationRow,
  action: ActionRow,
  resource: ResourceRow | null,
  call: { inputs: Record<string, unknown>; incidentId: string | null },
): Prepared {
  const connection = connectionEnvironment(tx, resource)
  const variables = {
    ...connection.variables,
    ...inputEnvironment(action, call.inputs),
    ...(call.incidentId === null ? {} : { IncmanParamIncidentId: call.incidentId }),
  }
  return { integration, action, resource, variables, secrets: connection.secrets }
}

async function findIntegration(tx: Tx, name: string): Promise<IntegrationRow> {
  const found = await tx.sql
    .selectFrom('integrations')
    .selectAll()
    .where((where) => where.or([where('name', '=', name), where('official_name', '=', name)]))
    .executeTakeFirst()
  if (!found)
    throw new Failure('not_found', `The integration "${name}" is not installed. Import it or choose another action.`)
  return found
}

async function findResource(tx: Tx, integration: IntegrationRow, label: string | null): Promise<ResourceRow | null> {
  const rows = await tx.sql.selectFrom('resources').selectAll().where('integration_id', '=', integration.id).execute()
  if (label !== null && label !== '') {
    const found = rows.find((row) => row.label === label)
    if (!found)
      throw new Failure(
        'not_found',
        `${integration.name} has no resource "${label}". Add it, or choose another in the node.`,
      )
    return found
  }
  if (rows.length === 1) return rows[0] ?? null
  if (!needsResource(integration)) return null
  throw new Failure(
    'wrong_state',
    `No resource is chosen, and ${integration.name} has ${rows.length === 0 ? 'none' : 'several'}. Choose one in the node.`,
  )
}

async function perform(
  instance: Instance,
  prepared: Prepared,
  call: { idempotencyKey: string; timeoutSeconds?: number | null },
  signal: AbortSignal,
): Promise<Omit<ActionOutcome, 'resource'>> {
  const { integration, action } = prepared
  const result = await instance.actionRunner.run(
    {
      language: integration.language as ScriptLanguage,
      code: action.code,
      environment: prepared.variables,
      secrets: prepared.secrets,
      timeoutMs: call.timeoutSeconds ? call.timeoutSeconds * 1000 : TIMEOUT_MS,
      idempotencyKey: call.idempotencyKey,
      ignoreStderrOnSuccess: integration.ignore_stderr,
    },
    signal,
  )
  return describe(action, result)
}

function describe(action: ActionRow, result: ScriptResult): Omit<ActionOutcome, 'resource'> {
  const output = result.outputIsJson ? result.output : result.stdout
  return {
    status: result.status,
    output,
    table: result.outputIsJson ? tableOf(action, result.output) : null,
    stdout: result.stdout,
    stderr: result.stderr,
    error: result.error,
    durationMs: result.durationMs,
    neverStarted: result.neverStarted,
    warnings: result.warnings,
  }
}

/**
 * The declared table view over a result: one row per item where a column reads a list (OIF-11). A column whose path cannot
 * be read stays empty: the action was performed, and how it is shown takes nothing of that back.
 */
export function tableOf(action: Pick<ActionRow, 'table_view'>, output: unknown): ActionTableView | null {
  if (action.table_view.length === 0) return null
  const columns = action.table_view.map((column) => {
    const path = readablePath(column.path)
    const value = path && evaluateOver(path, [output], false, true)
    return Array.isArray(value) ? value : [value]
  })
  const height = Math.max(...columns.map((column) => column.length))
  const rows = Array.from({ length: height }, (_row, index) => columns.map((column) => column[index] ?? null))
  return { columns: action.table_view, rows }
}

/** Runs one action for its test form (INT-12), with a resource chosen by id. */
export async function testAction(
  instance: Instance,
  id: string,
  input: { resourceId?: string; inputs: Record<string, unknown> },
  signal: AbortSignal,
): Promise<ActionOutcome> {
  const prepared = await instance.database.read(async (tx) => {
    const action = await getActionRow(tx, id)
    const integration = await getIntegrationRow(tx, action.integration_id)
    const chosen =
      input.resourceId === undefined
        ? await findResource(tx, integration, null)
        : await getResourceRow(tx, input.resourceId)
    if (chosen && chosen.integration_id !== integration.id) {
      throw new Failure('invalid_input', `"${chosen.label}" is not a resource of ${integration.name}.`, [
        { path: 'resourceId', message: 'belongs to another integration' },
      ])
    }
    return prepareWith(tx, integration, action, chosen, { inputs: input.inputs, incidentId: null })
  })
  // TST-08: tests count as well.
  await countAction(instance)
  const result = await perform(instance, prepared, { idempotencyKey: crypto.randomUUID() }, signal)
  return { ...result, resource: prepared.resource?.label ?? null }
}
