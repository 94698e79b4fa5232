import { type ContentSummary, diff, isCovered, itemKey } from '@tocsin/content'
import type { Tx } from '../platform/index.ts'

/** Items that differ from what a console pushed, but only where the tenant's own values survive (FLT-36, FLT-41). */
export async function findOverridden(tx: Tx, pairingId: string, here: readonly ContentSummary[]): Promise<Set<string>> {
  const now = new Map(here.map((item) => [itemKey(item), item.hash]))
  const held = await tx.sql.selectFrom('membership_content').selectAll().where('pairing_id', '=', pairingId).execute()
  const overridden = new Set<string>()
  for (const row of held) {
    const reference = { kind: row.kind, id: row.content_id }
    const kind = tx.instance.content.find(row.kind)
    const hash = now.get(itemKey(reference))
    // What is as the last push left it is not looked into; only what was changed since, or accepted.
    if (!kind || hash === undefined || (hash === row.hash && row.accepted.length === 0)) continue
    const item = await kind.export(tx, reference.id)
    if (!item) continue
    const own = [...kind.overridable, ...row.accepted]
    if (diff(row.base, item.body).every(({ path }) => isCovered(path, own))) overridden.add(itemKey(reference))
  }
  return overridden
}
