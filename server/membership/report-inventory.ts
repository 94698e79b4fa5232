import { type ContentSummary, hashOf, itemKey } from '@tocsin/content'
import { z } from 'zod'
import { send } from '../link/index.ts'
import { enqueue, type Instance, job, type Subscription, type Tx } from '../platform/index.ts'
import { findOverridden } from './find-overridden.ts'
import { listGranted, REPORT_INVENTORY_JOB } from './tell-console.ts'

/** Events tell of nearly all changes of content at once; this finds the others. */
const LOOK_AGAIN_MS = 60_000

/** Changes of content show at the console within one exchange (FLT-41). */
export const watchContent: Subscription = {
  name: 'membership-watch-content',
  events: [
    'CustomFieldCreated',
    'CustomFieldUpdated',
    'CustomFieldDeleted',
    'IntegrationImported',
    'IntegrationUpdated',
    'IntegrationDeleted',
    'ActionImported',
    'PlaybookImported',
    'PlaybookCreated',
    'PlaybookUpdated',
    'PlaybookPublished',
    'PlaybookDeleted',
  ],
  async within(tx) {
    const pairings = await listGranted(tx, 'content')
    if (pairings.length > 0) await enqueue(tx, { kind: REPORT_INVENTORY_JOB, ref: 'inventory' })
  },
}

/** Tells consoles what content is here, by hash, whenever something of it has changed (FLT-41, MSSP-47). */
export const reportInventoryJob = job({
  kind: REPORT_INVENTORY_JOB,
  payload: z.object({}),
  async run(instance: Instance, _payload, run) {
    const watched = await instance.database.write(reportInventory)
    if (watched) run.repeatAt(new Date(Date.now() + LOOK_AGAIN_MS))
  },
})

/** False when no console may know, so that nobody needs to look again. */
async function reportInventory(tx: Tx): Promise<boolean> {
  const pairings = await listGranted(tx, 'content')
  if (pairings.length === 0) return false
  const all: ContentSummary[] = []
  for (const kind of tx.instance.content.kinds) all.push(...(await kind.list(tx)))
  for (const pairing of pairings) {
    const overridden = await findOverridden(tx, pairing.id, all)
    const items = all.map(({ kind, id, name, hash }) => ({
      kind,
      id,
      name,
      hash,
      ...(overridden.has(itemKey({ kind, id })) ? { overridden: true } : {}),
    }))
    const hash = hashOf(items)
    const told = await tx.sql
      .insertInto('membership_inventory')
      .values({ pairing_id: pairing.id, hash })
      .onConflict((conflict) =>
        conflict.column('pairing_id').doUpdateSet({ hash }).where('membership_inventory.hash', '!=', hash),
      )
      .returning('pairing_id')
      .executeTakeFirst()
    if (told) await send(tx, pairing.id, { kind: 'content.inventory', payload: { items }, topic: 'inventory' })
  }
  return true
}
