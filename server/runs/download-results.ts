import { Readable } from 'node:stream'
import { type RunDetail, type RunNodeDetail, readRun, readRunValue } from '@tocsin/engine/stores/postgres/read-run.ts'
import { fileName } from '../integrations/index.ts'
import { type Actor, type Instance, notFound, queryable } from '../platform/index.ts'
import { getVisibleRun } from './run-access.ts'

export interface ResultsFile {
  name: string
  content: Readable
}

/** What the nodes of a run, or one of them, were given and gave, as JSON that is written while it is read (IPB-05, IPB-07). */
export async function downloadResults(
  instance: Instance,
  actor: Actor,
  id: string,
  nodeId: string | undefined,
): Promise<ResultsFile> {
  const run = await instance.database.read(async (tx) => {
    await getVisibleRun(tx, actor, id)
    return readRun(queryable(tx), id)
  })
  if (!run) throw notFound('run', id)
  const nodes = nodeId === undefined ? run.nodes : run.nodes.filter((node) => node.id === nodeId)
  const [only] = nodes
  if (nodeId !== undefined && !only) throw notFound('node', nodeId)
  const title = [run.name, nodeId === undefined ? null : only?.name, id.slice(0, 8)].filter(Boolean).join('-')
  return { name: `${fileName(title)}.json`, content: Readable.from(written(instance, run, nodes)) }
}

/** Large results are read one at a time: only one of them is held in memory. */
async function* written(instance: Instance, run: RunDetail, nodes: readonly RunNodeDetail[]): AsyncGenerator<string> {
  const { id, name, status, playbookId, version, subject, test, params, error } = run
  const head = { id, name, status, playbookId, version, subject, test, input: params, error }
  const times = { queuedAt: run.createdAt, startedAt: run.startedAt, finishedAt: run.finishedAt }
  yield `{"run":${JSON.stringify({ ...head, ...times })},"nodes":[`
  for (const [place, node] of nodes.entries()) {
    const facts = { id: node.id, name: node.name, type: node.type, status: node.status, error: node.error }
    const more = { warnings: node.warnings, resource: node.resource, answer: node.answer }
    yield `${place > 0 ? ',' : ''}\n{"node":${JSON.stringify({ ...facts, ...more })},"iterations":[`
    for (const [index, { stored, result: inline, history, inputs, ...iteration }] of node.iterations.entries()) {
      const result = stored ? await instance.database.read((tx) => readRunValue(queryable(tx), id, stored.id)) : inline
      yield `${index > 0 ? ',' : ''}\n${JSON.stringify({ ...iteration, attempts: history, input: inputs, result })}`
    }
    yield ']}'
  }
  yield ']}\n'
}
