import { actionColour } from '../../integrations/index.ts'
import { nodeColours } from '../../ui/index.ts'
import type { CanvasNodeData } from './flow.ts'

/** The colour of a node on the small map. */
export function mapColour({ node, progress }: CanvasNodeData): string {
  if (progress?.status === 'failed') return 'var(--danger)'
  if (progress?.status === 'running' || progress?.status === 'waiting') return 'var(--accent)'
  switch (node.kind) {
    case 'action':
      return actionColour(node.actionType)
    case 'condition':
      return nodeColours.condition
    case 'task':
      return nodeColours.task
    case 'user-choice':
      return nodeColours.choice
    default:
      return 'var(--text-3)'
  }
}
