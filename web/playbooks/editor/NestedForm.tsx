import type { NestedPlaybookNode } from '@tocsin/engine/playbook/index.ts'
import type { ChangeNode } from './change-node.ts'
import { FailureOptions } from './FailureOptions.tsx'
import { PlaybookChoice } from './PlaybookChoice.tsx'

interface NestedFormProps {
  playbookId: string
  node: NestedPlaybookNode
  readOnly: boolean
  change: ChangeNode<NestedPlaybookNode>
}

/** A playbook inside a playbook: which, with what, and what if it fails (NOD-60 … NOD-65). */
export function NestedForm({ playbookId, node, readOnly, change }: NestedFormProps) {
  return (
    <>
      <PlaybookChoice
        playbookId={playbookId}
        node={node}
        readOnly={readOnly}
        onChange={(called, about) => change({ ...node, ...called }, about)}
      />
      <FailureOptions
        options={node}
        readOnly={readOnly}
        onChange={(options, about) => change({ ...node, ...options }, about)}
      />
    </>
  )
}
