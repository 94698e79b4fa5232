import { allCapabilities } from '@tocsin/contracts'
import { z } from 'zod'
import { emit, Failure, machineActor, type Subscription, type Tx } from '../platform/index.ts'
import { type Attachment, recordAttachment } from './attach-playbooks.ts'
import { startRun } from './start-run.ts'

/** What an incident says of its playbooks when it is created. */
const created = z.object({
  playbooks: z.array(z.object({ playbookId: z.string(), autorun: z.boolean() })).default([]),
})

const template = machineActor({ kind: 'system', id: 'autorun', name: 'Autorun' }, allCapabilities)

/**
 * Attaches the playbooks of a new incident and starts those with autorun, in the transaction that creates it: all of it
 * happens, once, or nothing (NEW-04, TPL-03, IPB-01).
 */
export const startAutorunPlaybooks: Subscription = {
  name: 'start autorun playbooks',
  events: ['IncidentCreated'],
  async within(tx, event) {
    const parsed = created.safeParse(event.after)
    if (!parsed.success) return
    for (const attachment of parsed.data.playbooks) {
      const problem = attachment.autorun ? await startOne(tx, attachment, event.subject.id) : undefined
      await recordAttachment(tx, template, event.subject.id, { ...attachment, problem })
    }
  },
}

/** Gives why it could not be started: a playbook that was disabled or deleted must not keep incidents from being opened. */
async function startOne(tx: Tx, { playbookId }: Attachment, incidentId: string): Promise<string | undefined> {
  try {
    await startRun(tx, template, { playbookId, incidentId })
    return undefined
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await emit(tx, template, {
      type: 'PlaybookNotStarted',
      subject: { kind: 'playbooks', id: playbookId },
      parent: { kind: 'incidents', id: incidentId },
      after: { reason: error.message },
    })
    return error.message
  }
}
