import { z } from 'zod'
import { endNode, type PlaybookNode, playbookNode, startNode } from './nodes.ts'

const id = z.string().min(1)
const extra = z.record(z.string(), z.unknown()).optional()

export const playbookLink = z.object({
  id,
  source: z.object({ id, port: z.string() }),
  target: z.object({ id, port: z.string().default('in') }),
  vertices: z.array(z.object({ x: z.number(), y: z.number() })).optional(),
  extra,
})

export const playbookGraph = z.object({
  nodes: z.array(playbookNode),
  links: z.array(playbookLink),
  /** Stops the run at the first failed node (EXE-09). */
  killOnError: z.boolean().default(false),
  /** Who gets a mail when a run ends with errors: addresses, users or groups; none for no mail (EXE-09). */
  mailOnError: z.array(z.string()).default([]),
  extra,
})

export type PlaybookLink = z.infer<typeof playbookLink>
export type PlaybookGraph = z.infer<typeof playbookGraph>

/** Port by which a condition is left when no branch holds, and a failed step that has an exit for it. */
export const FAILURE_PORT = 'failure'

/** Port by which a wait for a condition is left when its time is over. */
export const TIMEOUT_PORT = 'timeout'

/** Exit ports in their order. */
export function outPorts(node: PlaybookNode): string[] {
  switch (node.kind) {
    case 'start':
    case 'filter':
    case 'task':
      return ['out']
    case 'action':
    case 'playbook':
    case 'repeat':
      return node.failureExit ? ['out', FAILURE_PORT] : ['out']
    case 'wait':
      return node.mode === 'condition' && node.timeoutSeconds !== null ? ['out', TIMEOUT_PORT] : ['out']
    case 'condition':
      return [...node.branches.map((each) => each.name), FAILURE_PORT]
    case 'user-choice':
      return node.answers
    case 'end':
      return []
    case 'unsupported':
      return node.ports
  }
}

/** The graph that a new playbook begins with: Start linked to End (PBK-03). */
export function emptyGraph(newId: () => string): PlaybookGraph {
  const start = startNode.parse({ id: newId(), kind: 'start', name: 'START', number: 1, position: { x: 0, y: 100 } })
  const end = endNode.parse({ id: newId(), kind: 'end', name: 'END', number: 2, position: { x: 420, y: 100 } })
  const link = { id: newId(), source: { id: start.id, port: 'out' }, target: { id: end.id, port: 'in' } }
  return { nodes: [start, end], links: [link], killOnError: false, mailOnError: [] }
}
