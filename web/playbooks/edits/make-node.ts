import {
  actionNode,
  conditionNode,
  endNode,
  filterNode,
  nestedPlaybookNode,
  type PlaybookNode,
  repeatNode,
  taskNode,
  userChoiceNode,
  waitNode,
} from '@tocsin/engine/playbook/index.ts'
import { newId } from './new-id.ts'

/** Kinds that somebody can add; a playbook has one Start from its birth (PBK-03). */
export const addableKinds = [
  'action',
  'condition',
  'filter',
  'task',
  'user-choice',
  'playbook',
  'repeat',
  'wait',
  'end',
] as const
export type AddableKind = (typeof addableKinds)[number]

/** The action that a new node uses at once, when it was picked from the palette. */
export interface ChosenAction {
  integration: string
  name: string
  type: string
}

/** What can be added: a kind, or an action chosen at once. */
export interface Addition {
  kind: AddableKind
  action?: ChosenAction
}

const firstNames: Record<AddableKind, string> = {
  action: 'Action',
  condition: 'Condition',
  filter: 'Filter',
  task: 'Task',
  'user-choice': 'User choice',
  playbook: 'Playbook',
  repeat: 'Repeat',
  wait: 'Wait',
  end: 'END',
}

/** A node with its defaults, not yet in the graph. Its number and a free name are given when it is added. */
export function makeNode(kind: AddableKind, action?: ChosenAction): PlaybookNode {
  const base = { id: newId(), name: action?.name ?? firstNames[kind] }
  switch (kind) {
    case 'action':
      return actionNode.parse({
        ...base,
        kind,
        integration: action?.integration ?? '',
        action: action?.name ?? '',
        actionType: action?.type ?? '',
      })
    case 'condition':
      return conditionNode.parse({ ...base, kind, branches: [{ name: 'success' }] })
    case 'filter':
      return filterNode.parse({ ...base, kind })
    case 'task':
      return taskNode.parse({ ...base, kind })
    case 'user-choice':
      return userChoiceNode.parse({ ...base, kind })
    case 'playbook':
      return nestedPlaybookNode.parse({ ...base, kind })
    case 'repeat':
      return repeatNode.parse({ ...base, kind })
    case 'wait':
      return waitNode.parse({ ...base, kind })
    case 'end':
      return endNode.parse({ ...base, kind })
  }
}
