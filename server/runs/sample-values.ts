import type { Json } from '@tocsin/contracts'
import {
  type RunDetail,
  type RunIterationDetail,
  type RunNodeDetail,
  readRun,
  readRunValue,
} from '@tocsin/engine/stores/postgres/read-run.ts'
import { queryable, type Tx } from '../platform/index.ts'

/** Real values of the newest runs of a playbook, for people who choose among its paths (PLC-01). */
export interface SampleValues {
  /** Node id → what it gave; of a node that ran several times, what its first successful iteration gave. */
  nodes: Record<string, Json>
  /** Node id → what it was given, by field. */
  nodeInputs: Record<string, Json>
  /** What the newest run was started with; null for nothing. */
  input: Json
}

/** A branch that the newest run did not take may have been taken by one before. */
const RUNS = 3
/** Larger results are no samples: they would slow the editor down. In bytes. */
const LARGEST = 1_000_000

export async function readSampleValues(tx: Tx, playbookId: string): Promise<SampleValues> {
  const newest = await tx.sql
    .selectFrom('runs')
    .select('id')
    .where('playbook_id', '=', playbookId)
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(RUNS)
    .execute()
  const samples: SampleValues = { nodes: {}, nodeInputs: {}, input: null }
  for (const [age, { id }] of newest.entries()) {
    const run = await readRun(queryable(tx), id)
    if (!run) continue
    if (age === 0) samples.input = (run.params ?? null) as Json
    await addSamples(tx, run, samples)
  }
  return samples
}

async function addSamples(tx: Tx, run: RunDetail, samples: SampleValues): Promise<void> {
  for (const node of run.nodes) {
    const [first] = node.iterations
    if (first && samples.nodeInputs[node.id] === undefined) samples.nodeInputs[node.id] = first.inputs
    if (samples.nodes[node.id] !== undefined) continue
    const output = await outputOf(tx, run.id, node)
    if (output !== undefined) samples.nodes[node.id] = output
  }
}

async function outputOf(tx: Tx, runId: string, node: RunNodeDetail): Promise<Json | undefined> {
  if (node.answer !== null) return { answer: node.answer }
  const iteration = node.iterations.find(gave)
  if (!iteration) return undefined
  const result = iteration.stored ? await readRunValue(queryable(tx), runId, iteration.stored.id) : iteration.result
  return result?.output as Json | undefined
}

function gave({ result, stored }: RunIterationDetail): boolean {
  return stored ? stored.bytes <= LARGEST : result?.output !== undefined
}
