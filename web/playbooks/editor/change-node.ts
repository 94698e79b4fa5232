import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'

/** Changes a node; `about` joins typing in one place into one step, `renamed` keeps the links of an exit. */
export type ChangeNode<Node extends PlaybookNode> = (
  node: Node,
  about: string,
  renamed?: { from: string; to: string },
) => void
