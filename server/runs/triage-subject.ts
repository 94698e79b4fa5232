import { allCapabilities } from '@tocsin/contracts'
import { type Actor, machineActor, type Tx } from '../platform/index.ts'
import { getTriageEvent } from '../triage/index.ts'

const engine = machineActor({ kind: 'system', id: 'runs', name: 'Runs' }, allCapabilities)

/** The triage event a run is for, if the caller may open it. */
export async function findTriageEventForRun(tx: Tx, actor: Actor, id: string): Promise<{ label: string }> {
  const event = await getTriageEvent(tx, actor, id)
  return { label: event.title }
}

/** Its fields as playbooks refer to them. */
export async function readTriageScope(tx: Tx, id: string): Promise<Record<string, unknown>> {
  const event = await getTriageEvent(tx, engine, id)
  return { ...event.fields, id: event.id, title: event.title, status: event.status, type: event.type }
}
