import type { Tx } from '../instance.ts'

/** Tells browsers, after the commit, that this object changed. */
export function changed(
  tx: Tx,
  resource: string,
  id: string | number,
  parent?: { kind: string; id: string | number },
): void {
  const change = {
    resource,
    id: String(id),
    ...(parent ? { parent: { resource: parent.kind, id: String(parent.id) } } : {}),
  }
  tx.afterCommit(() => tx.instance.live.publish(change))
}
