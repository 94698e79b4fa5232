import type { PlaybookNode } from './nodes.ts'

export type ProblemCode =
  | 'no_start'
  | 'several_starts'
  | 'no_end'
  | 'no_way_to_end'
  | 'duplicate_id'
  | 'dangling_link'
  | 'unknown_port'
  | 'duplicate_link'
  | 'cycle'
  | 'unreachable'
  | 'dead_end'
  | 'unlinked_port'
  | 'duplicate_port'
  | 'no_condition'
  | 'no_branch'
  | 'mixed_joining'
  | 'no_left_value'
  | 'no_answer'
  | 'unknown_default'
  | 'no_question'
  | 'no_resource'
  | 'unbound_action'
  | 'missing_input'
  | 'unknown_input'
  | 'unsupported_node'
  | 'bad_path'
  | 'bad_placeholder'
  | 'unknown_node'
  | 'not_upstream'
  | 'unknown_playbook'
  | 'unpublished_playbook'
  | 'disabled_playbook'
  | 'nested_loop'
  | 'unknown_output'
  | 'no_wait'
  | 'bad_span'
  | 'no_source'
  | 'not_after_action'
  | 'no_title'

/** Something to put right. Errors keep a draft from being published, warnings do not (PBK-17). */
export interface Problem {
  severity: 'error' | 'warning'
  code: ProblemCode
  /** What is wrong and what to do, for the person at the canvas. */
  message: string
  nodeId?: string
  linkId?: string
  /** The place inside the node: `inputs.ip`, `branches.0`. */
  path?: string
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** How a node is called in messages. */
export function called(node: PlaybookNode): string {
  if (node.name.trim() !== '') return `“${node.name.trim()}”`
  return node.number === undefined ? `The ${node.kind} node` : `Node ${node.number}`
}
