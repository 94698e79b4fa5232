import type { Action } from '@tocsin/contracts/integration.ts'
import {
  expressionsOf,
  type PlaybookGraph,
  type PlaybookNode,
  type Problem,
  type ProblemCode,
  reachableUpstream,
  referencesIn,
} from '@tocsin/engine/playbook/index.ts'
import { PathError, parsePath, parseTemplate, type Reference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { problemTexts } from './problem-texts.ts'

type ProblemTextKey = keyof (typeof problemTexts)['en']

/** The names that the texts of problems may use; see `problem-texts.ts`. */
export interface ProblemNames {
  /** The node that has the problem. */
  node: string
  /** Exit, field, branch, path, other node or playbook that the problem is about. */
  name: string
  /** Position of a character, from 1; 0 where there is none. */
  at: number
}

/** Which names belong to a problem, read from the graph, so that it can be told in the user's language (PBK-17). */
export function problemNames(problem: Problem, graph: PlaybookGraph, actions: readonly Action[]): ProblemNames {
  const node = graph.nodes.find(({ id }) => id === problem.nodeId)
  const named = { node: node ? shownName(node) : '', name: '', at: 0 }
  return { ...named, ...about(problem, node, graph, actions) }
}

/** The text of a problem: its code, or one that says more of the place. Null for a code that has no text here. */
export function problemTextKey({ code, path }: Problem, { name }: ProblemNames): ProblemTextKey | null {
  switch (code) {
    case 'duplicate_port':
      return name === '' ? 'unnamed_port' : code
    case 'unbound_action':
      return name === '' ? 'no_action' : code
    case 'unknown_playbook':
      return name === '' ? 'no_playbook' : code
    case 'missing_input':
      return path === 'items' ? 'missing_items' : path === 'itemInput' ? 'missing_item_input' : code
    case 'no_condition':
    case 'mixed_joining':
    case 'no_left_value':
      return name === '' ? code : `${code}_of`
    default:
      return code in problemTexts.en ? code : null
  }
}

type About = Partial<Pick<ProblemNames, 'name' | 'at'>>
type Tell = (problem: Problem, node: PlaybookNode, graph: PlaybookGraph, actions: readonly Action[]) => About

function about(
  problem: Problem,
  node: PlaybookNode | undefined,
  graph: PlaybookGraph,
  actions: readonly Action[],
): About {
  return node ? (tellers[problem.code]?.(problem, node, graph, actions) ?? {}) : {}
}

const tellers: Partial<Record<ProblemCode, Tell>> = {
  unknown_port: ({ linkId }, _node, graph) => ({
    name: graph.links.find(({ id }) => id === linkId)?.source.port ?? '',
  }),
  unlinked_port: ({ path }) => ({ name: path ?? '' }),
  duplicate_port: ({ path }) => ({ name: path?.trim() ?? '' }),
  no_condition: branchName,
  mixed_joining: branchName,
  no_left_value: branchName,
  unknown_default: (_problem, node) => ({ name: node.kind === 'user-choice' ? (node.expires?.default ?? '') : '' }),
  unbound_action: (_problem, node) => ({
    name: node.kind === 'action' ? [node.integration, node.action].filter(Boolean).join(' / ') : '',
  }),
  missing_input: fieldName,
  unknown_input: fieldName,
  bad_span: fieldName,
  unsupported_node: (_problem, node) => ({ name: node.kind === 'unsupported' ? node.stepType : '' }),
  unknown_playbook: playbookName,
  unpublished_playbook: playbookName,
  disabled_playbook: playbookName,
  nested_loop: playbookName,
  not_upstream: (problem, node, graph) => {
    const before = new Set(reachableUpstream(graph, node.id).map(({ id }) => id))
    if (problem.path === 'sourceNode' && node.kind === 'filter') return { name: nameOf(node.sourceNode, graph) }
    const id = referencesAt(problem, node)
      .flatMap((reference) => ('node' in reference && !before.has(reference.node) ? [reference.node] : []))
      .find((each) => graph.nodes.some((other) => other.id === each))
    return { name: nameOf(id ?? '', graph) }
  },
  unknown_output: (problem, node) => ({ name: referencesAt(problem, node)[0]?.path ?? '' }),
  bad_path: (problem, node) => {
    if (problem.path === 'splitBy' && node.kind === 'filter') {
      return { name: node.splitBy, at: (faultOf(node.splitBy) ?? 0) + 1 }
    }
    for (const { path } of referencesAt(problem, node)) {
      const at = faultOf(path)
      if (at !== null) return { name: path, at: at + 1 }
    }
    return {}
  },
  bad_placeholder: (problem, node) => {
    const text = expressionAt(problem, node)
    const part = text?.ref === 'text' ? parseTemplate(text.text).find(({ kind }) => kind === 'unknown') : undefined
    return { name: part?.kind === 'unknown' ? part.text : '' }
  },
}

function nameOf(id: string, graph: PlaybookGraph): string {
  const node = graph.nodes.find((each) => each.id === id)
  return node ? shownName(node) : ''
}

function branchName({ path }: Problem, node: PlaybookNode): About {
  const index = /^branches\.(\d+)/.exec(path ?? '')?.[1]
  return { name: node.kind === 'condition' && index ? (node.branches[Number(index)]?.name ?? '') : '' }
}

function fieldName({ path }: Problem, node: PlaybookNode, _graph: PlaybookGraph, actions: readonly Action[]): About {
  const field = path?.startsWith('inputs.') ? path.slice('inputs.'.length) : ''
  if (field === '' || node.kind !== 'action') return { name: field }
  const action = actions.find(({ integration, name }) => integration === node.integration && name === node.action)
  return { name: action?.fields.find(({ id }) => id === field)?.label || field }
}

function playbookName(_problem: Problem, node: PlaybookNode): About {
  return { name: node.kind === 'playbook' || node.kind === 'repeat' ? node.playbook.trim() : '' }
}

function expressionAt({ path }: Problem, node: PlaybookNode) {
  return expressionsOf(node).find((each) => each.path === path)?.expression
}

function referencesAt(problem: Problem, node: PlaybookNode): Reference[] {
  const expression = expressionAt(problem, node)
  return expression ? referencesIn(expression) : []
}

function faultOf(path: string): number | null {
  try {
    parsePath(path)
    return null
  } catch (error) {
    if (error instanceof PathError) return error.position
    throw error
  }
}
