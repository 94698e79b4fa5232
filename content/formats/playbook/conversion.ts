import { readExpression } from './expressions.ts'
import type { GraphExpression } from './graph-document.ts'
import type { InstalledAction } from './match-action.ts'

export interface InstalledContent {
  actions: readonly InstalledAction[]
  /** Resources by integration and label; without them resources named by the file are kept unchecked. */
  resources?: readonly { integration: string; label: string }[]
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

/** What is gathered while a playbook is turned into a graph. */
export interface Conversion {
  playbook: string
  installed: InstalledContent
  unbound: UnboundAction[]
  warnings: string[]
}

export function extraKey(extra: Record<string, unknown>): { extra?: Record<string, unknown> } {
  return Object.keys(extra).length > 0 ? { extra } : {}
}

/** What a key of the file holds as plain text: a name, or a marked constant. */
export function constant(text: string): GraphExpression | null {
  return text === '' ? null : (readExpression(text) ?? { ref: 'const', value: text })
}
