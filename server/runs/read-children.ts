import type { RunNode } from '@tocsin/contracts/run.ts'
import { listChildRuns } from '@tocsin/engine/stores/postgres/child-runs.ts'
import { queryable, type Tx } from '../platform/index.ts'

type Children = NonNullable<RunNode['children']>

/** The runs that the nodes of a run started, each node's of its present round (NOD-63). */
export async function readChildren(tx: Tx, runId: string): Promise<(node: { id: string; round: number }) => Children> {
  const all = await listChildRuns(queryable(tx), runId)
  return ({ id, round }) =>
    all
      .filter((child) => child.node === id && child.round === round)
      .map(({ id: childId, name, status, call, attempt }) => ({
        runId: childId,
        playbook: name,
        status,
        call,
        attempt,
      }))
      .sort((a, b) => a.call - b.call || a.attempt - b.attempt)
}
