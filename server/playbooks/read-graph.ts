import { type PlaybookGraph, type Problem, playbookGraph, validate } from '@tocsin/engine'
import { listActionShapes } from '../integrations/index.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { calledNames, listPlaybookShapes } from './playbook-shapes.ts'

/** Parses a graph that came over the wire; unknown keys are dropped, wrong ones named with their path. */
export function readGraph(input: unknown): PlaybookGraph {
  const parsed = playbookGraph.safeParse(input)
  if (parsed.success) return parsed.data
  throw new Failure(
    'invalid_input',
    'The graph has nodes or links that cannot be read.',
    parsed.error.issues
      .slice(0, 50)
      .map((issue) => ({ path: `graph.${issue.path.join('.')}`, message: issue.message })),
  )
}

/** What keeps the graph from being published, or should be looked at (PBK-17), against the installed actions. */
export async function findProblems(
  tx: Tx,
  graph: PlaybookGraph,
  self?: { id: string; name: string },
): Promise<Problem[]> {
  const playbooks = calledNames(graph).length > 0 ? await listPlaybookShapes(tx) : []
  return validate(graph, { actions: await listActionShapes(tx), playbooks, ...(self ? { self } : {}) })
}
