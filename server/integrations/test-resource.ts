import type { ScriptLanguage } from '@tocsin/action-runner'
import { type Actor, changed, emit, Failure, type Instance } from '../platform/index.ts'
import { connectionEnvironment } from './action-environment.ts'
import { getIntegrationRow, getResourceRow } from './integration-store.ts'

const TIMEOUT_MS = 3 * 60_000

/** Runs the connection test with the saved settings; the exit code alone decides (INT-14). */
export async function testResource(
  instance: Instance,
  actor: Actor,
  id: string,
  signal: AbortSignal,
): Promise<{ ok: boolean; message: string; durationMs: number }> {
  const { resource, integration, connection } = await instance.database.read(async (tx) => {
    const resource = await getResourceRow(tx, id)
    const integration = await getIntegrationRow(tx, resource.integration_id)
    return { resource, integration, connection: connectionEnvironment(tx, resource) }
  })
  if (!integration.testable || integration.test_code.trim() === '') {
    throw new Failure('wrong_state', `${integration.name} has no connection test.`)
  }
  const result = await instance.actionRunner.run(
    {
      language: integration.language as ScriptLanguage,
      code: integration.test_code,
      environment: connection.variables,
      secrets: connection.secrets,
      timeoutMs: TIMEOUT_MS,
      idempotencyKey: crypto.randomUUID(),
      purpose: 'connection_test',
    },
    signal,
  )
  const ok = result.status === 'succeeded'
  const message = ok ? result.stdout.trim().slice(0, 2000) || 'Connected.' : (result.error ?? 'The test failed.')
  const lastTest = { ok, message, at: instance.clock.now().toISOString() }
  await instance.database.write(async (tx) => {
    await tx.sql
      .updateTable('resources')
      .set({ last_test: JSON.stringify(lastTest) })
      .where('id', '=', id)
      .execute()
    await emit(tx, actor, {
      type: 'IntegrationResourceTested',
      subject: { kind: 'resources', id },
      parent: { kind: 'integrations', id: resource.integration_id },
      after: { label: resource.label, ok },
    })
    changed(tx, 'integrations', resource.integration_id)
  })
  return { ok, message, durationMs: result.durationMs }
}
