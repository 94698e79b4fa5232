import { nodeColours } from '../ui/index.ts'

/** The colour of an action's type, on nodes and in lists (PBK-07). */
export function actionColour(type: string): string {
  switch (type.toLowerCase()) {
    case 'enrichment':
      return nodeColours.enrichment
    case 'containment':
      return nodeColours.containment
    case 'notification':
      return nodeColours.notification
    case 'scheduled':
      return nodeColours.scheduled
    default:
      return nodeColours.custom
  }
}
