import type { Json } from '@tocsin/contracts'
import type { IncidentFact } from '@tocsin/contracts/link-messages.ts'
import { z } from 'zod'
import { type IncidentStanding, readStandings } from '../incidents/index.ts'
import { getPairing, isGranted, type PairingRecord, send } from '../link/index.ts'
import { enqueue, job, type Subscription, type Tx } from '../platform/index.ts'
import { listGranted, SYNC_FACTS_JOB } from './tell-console.ts'

const FACTS = 'facts.incidents'
const AT_ONCE = 500

/** Where an incident stands goes to every MSSP that may count, with the change itself (FLT-50). */
export const tellIncidentFact: Subscription = {
  name: 'membership-tell-incident',
  events: [
    'IncidentCreated',
    'IncidentUpdated',
    'IncidentClosed',
    'IncidentReopened',
    'IncidentDeleted',
    'IncidentRestored',
  ],
  async within(tx, { subject }) {
    const pairings = await listGranted(tx, 'metrics')
    if (pairings.length === 0) return
    const [standing] = await readStandings(tx, { ids: [Number(subject.id)] })
    if (!standing) return
    for (const pairing of pairings) {
      const items = [toFact(tx, pairing, standing)]
      await send(tx, pairing.id, { kind: FACTS, payload: { reset: false, items }, topic: `incident/${subject.id}` })
    }
  },
}

/** Renaming a value of a list changes incidents without touching them one by one, so all are told anew. */
export const retellRenamedValues: Subscription = {
  name: 'membership-retell-renamed-values',
  events: ['CustomFieldUpdated'],
  async within(tx) {
    for (const { id } of await listGranted(tx, 'metrics')) await enqueueSync(tx, id)
  },
}

async function enqueueSync(tx: Tx, pairingId: string): Promise<void> {
  await enqueue(tx, { kind: SYNC_FACTS_JOB, ref: pairingId, payload: { pairingId, after: null } })
}

/** Tells one MSSP all incidents, part by part, each in a transaction of its own; begins with forgetting. */
export const syncFactsJob = job({
  kind: SYNC_FACTS_JOB,
  payload: z.object({ pairingId: z.string(), after: z.number().nullable() }),
  async run(instance, { pairingId }) {
    let after: number | null = null
    do {
      const from: number | null = after
      after = await instance.database.write((tx) => syncPart(tx, pairingId, from))
    } while (after !== null)
  },
})

/** Gives where the next part begins, or null after the last one. */
async function syncPart(tx: Tx, pairingId: string, after: number | null): Promise<number | null> {
  const pairing = await getPairing(tx, pairingId, 'tenant')
  if (pairing.status !== 'active' || !isGranted(pairing, 'metrics', tx.instance.clock.now())) return null
  const standings = await readStandings(tx, { after: after ?? 0, limit: AT_ONCE })
  const items = standings.map((standing) => toFact(tx, pairing, standing))
  await send(tx, pairingId, { kind: FACTS, payload: { reset: after === null, items } })
  return standings.length === AT_ONCE ? (standings.at(-1)?.id ?? null) : null
}

/** The text of an incident only where its list is granted (FLT-10). */
function toFact(tx: Tx, pairing: PairingRecord, standing: IncidentStanding): IncidentFact & { [key: string]: Json } {
  const { label, title, owner } = standing
  const told = isGranted(pairing, 'incident-list', tx.instance.clock.now())
  return {
    id: standing.id,
    version: standing.version,
    deleted: standing.deleted,
    open: standing.open,
    status: standing.status,
    severity: standing.severity,
    types: standing.types,
    createdAt: standing.openedAt.toISOString(),
    startedAt: standing.startedAt.toISOString(),
    openedAt: standing.openedAt.toISOString(),
    closedAt: standing.closedAt?.toISOString() ?? null,
    updatedAt: standing.updatedAt.toISOString(),
    text: told ? { label: label.slice(0, 255), title: title.slice(0, 1000), owner } : null,
  }
}
