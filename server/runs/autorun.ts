import { allCapabilities } from '@tocsin/contracts'
import { z } from 'zod'
import { emit, Failure, machineActor, type Subscription, type Tx } from '../platform/index.ts'
import { startRun } from './start-run.ts'

/** What an incident says of its playbooks when it is created. */
const created = z.object({
  playbooks: z.array(z.object({ playbookId: z.string(), autorun: z.boolean() })).default([]),
})

/** Starts the playbooks of a new incident in the transaction that creates it: both happen, once, or neither (NEW-04, TPL-03). */
export const startAutorunPlaybooks: Subscription = {
  name: 'start autorun playbooks',
  events: ['IncidentCreated'],
  async within(tx, event) {
    const parsed = created.safeParse(event.after)
    if (!parsed.success) return
    for (const { playbookId, autorun } of parsed.data.playbooks) {
      if (autorun) await startOne(tx, playbookId, event.subject.id)
    }
  },
}

async function startOne(tx: Tx, playbookId: string, incidentId: string): Promise<void> {
  const template = machineActor({ kind: 'system', id: 'autorun', name: 'Autorun' }, allCapabilities)
  try {
    await startRun(tx, template, { playbookId, incidentId })
  } catch (error) {
    // A playbook that was disabled or deleted must not keep incidents from being opened.
    if (!(error instanceof Failure)) throw error
    await emit(tx, template, {
      type: 'PlaybookNotStarted',
      subject: { kind: 'playbooks', id: playbookId },
      parent: { kind: 'incidents', id: incidentId },
      after: { reason: error.message },
    })
  }
}
