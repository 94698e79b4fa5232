import type { InstalledAction } from './match-action.ts'

export interface InstalledContent {
  actions: readonly InstalledAction[]
  /** Resources by integration and label; without them resources named by the file are kept unchecked. */
  resources?: readonly { integration: string; label: string }[]
  /** Names of playbooks that can be nested, those of the same file included; without them nobody checks. */
  playbooks?: readonly string[]
}

/** An action of a playbook that cannot run before somebody chooses (VER-15). */
export interface UnboundAction {
  playbook: string
  nodeId: string
  /** Name of the node. */
  node: string
  action: string
  reason: string
  /** What to choose from when several integrations offer the action. */
  candidates: InstalledAction[]
}

/** An action that was found here. */
export interface BoundAction {
  playbook: string
  nodeId: string
  node: string
  integration: string
  action: string
  /** Label of the resource; null where none is needed or a value decides. */
  resource: string | null
}

/** Something that a playbook refers to and that is neither here nor in the file. */
export interface MissingPart {
  playbook: string
  nodeId: string
  node: string
  kind: 'playbook'
  name: string
  reason: string
}

/** What is gathered while a playbook is turned into a graph. */
export interface Conversion {
  playbook: string
  installed: InstalledContent
  bound: BoundAction[]
  unbound: UnboundAction[]
  missing: MissingPart[]
  warnings: string[]
}

export function extraKey(extra: Record<string, unknown>): { extra?: Record<string, unknown> } {
  return Object.keys(extra).length > 0 ? { extra } : {}
}
