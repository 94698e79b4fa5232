import type { ServerModule } from '../platform/index.ts'
import { playbookContent } from './playbook-content.ts'
import { playbookRoutes } from './playbook-routes.ts'
import './tables.ts'

/**
 * Owns playbooks, their drafts and versions. Announces PlaybookCreated, PlaybookUpdated, PlaybookPublished,
 * PlaybookEnabled, PlaybookDisabled, PlaybookDeleted, PlaybookRestored, PlaybookPurged.
 */
export const playbooks: ServerModule = { name: 'playbooks', routes: playbookRoutes, contentKinds: [playbookContent] }

export { insertPlaybook, type NewPlaybook } from './create-playbook.ts'
export { setPlaybookEnabled } from './enable-playbook.ts'
export { toExchange } from './export-playbook.ts'
export { listPlaybooks } from './playbook-list.ts'
export { bindCalls, listPlaybookShapes } from './playbook-shapes.ts'
export {
  findPlaybookByName,
  findPlaybookOrDeleted,
  findPlaybookRow,
  findPublishedGraph,
  getPlaybookRow,
  type PlaybookRow,
} from './playbook-store.ts'
export { publishGraph, publishPlaybook } from './publish-playbook.ts'
export { deletePlaybookByName, putPlaybook, readPutBody } from './put-playbook.ts'
