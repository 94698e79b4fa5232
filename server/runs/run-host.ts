import type { RunEvent, RunIdentity } from '@tocsin/engine/journal/run-identity.ts'
import type { RunTransaction } from '@tocsin/engine/stores/postgres/run-transaction.ts'
import type { RunHost } from '@tocsin/engine/worker/host.ts'
import { readIncidentScope } from '../incidents/index.ts'
import { runAction } from '../integrations/index.ts'
import type { Instance } from '../platform/index.ts'
import { followRunEvents } from './follow-run-events.ts'
import { recordedTypes, recordRunEvents } from './record-run-events.ts'
import { readTriageScope } from './triage-subject.ts'

export interface RunHostDeps {
  instances: { byRole(role: string): Promise<Instance | null> }
}

/** What the engine asks of the product: values to refer to, actions performed, facts recorded. */
export function createRunHost({ instances }: RunHostDeps): RunHost<RunTransaction> {
  async function instanceOf(run: RunIdentity): Promise<Instance> {
    const instance = await instances.byRole(run.instance.role)
    if (!instance) throw new Error(`No instance has the role ${run.instance.role}.`)
    return instance
  }
  return {
    async loadScopes(run, names) {
      const instance = await instanceOf(run)
      return instance.database.read(async (tx) => {
        if (run.subject?.kind === 'incidents') {
          const { incident, artifact } = await readIncidentScope(tx, run.subject.id)
          return { incident, artifact, triage: {} }
        }
        if (run.subject?.kind === 'triage-events') {
          return { incident: {}, artifact: {}, triage: await readTriageScope(tx, run.subject.id) }
        }
        return Object.fromEntries(names.map((name) => [name, {}]))
      })
    },
    async performAction(attempt, signal) {
      const instance = await instanceOf(attempt.run)
      const incidentId = attempt.run.subject?.kind === 'incidents' ? attempt.run.subject.id : null
      const outcome = await runAction(
        instance,
        {
          integration: attempt.integration,
          action: attempt.action,
          type: attempt.actionType,
          resource: attempt.resource,
          inputs: attempt.inputs,
          incidentId,
          idempotencyKey: attempt.idempotencyKey,
          timeoutSeconds: attempt.timeoutSeconds,
        },
        signal,
      )
      return {
        status: outcome.status,
        output: outcome.output,
        ...(outcome.table ? { table: outcome.table } : {}),
        ...(outcome.stderr ? { stderr: outcome.stderr } : {}),
        ...(outcome.error === null ? {} : { error: outcome.error }),
        display: {
          resource: outcome.resource,
          durationMs: outcome.durationMs,
          neverStarted: outcome.neverStarted,
          ...(outcome.warnings.length > 0 ? { warnings: outcome.warnings } : {}),
        },
      }
    },
    recordedTypes,
    async record(events, transaction) {
      const instance = await instances.byRole(transaction.instance.role)
      if (!instance) throw new Error(`No instance has the role ${transaction.instance.role}.`)
      const tx = instance.database.join(transaction.client, (run) => transaction.afterCommit(run))
      await recordRunEvents(tx, events)
      await followRunEvents(tx, events)
    },
    announce(events) {
      // May be missed, as when the database is gone: browsers look again by themselves.
      announceChanges(events, instances).catch(() => {})
    },
  }
}

/** Tells browsers which runs moved, and the incidents they belong to. */
async function announceChanges(events: readonly RunEvent[], instances: RunHostDeps['instances']): Promise<void> {
  const runs = new Map(events.map(({ run }) => [run.id, run]))
  for (const run of runs.values()) {
    const instance = await instances.byRole(run.instance.role)
    instance?.live.publish({
      resource: 'runs',
      id: run.id,
      ...(run.subject ? { parent: { resource: run.subject.kind, id: run.subject.id } } : {}),
    })
  }
}
