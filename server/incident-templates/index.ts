import type { ServerModule } from '../platform/index.ts'
import { followRenamedValues } from './follow-renamed-values.ts'
import { provisionTemplates } from './provision-templates.ts'
import { templateRoutes } from './template-routes.ts'
import './tables.ts'

/**
 * Owns incident templates: defaults, label and playbooks of new incidents. Announces IncidentTemplateCreated,
 * IncidentTemplateUpdated, IncidentTemplateDeleted. Follows CustomFieldUpdated.
 */
export const incidentTemplates: ServerModule = {
  name: 'incident-templates',
  routes: templateRoutes,
  subscriptions: [followRenamedValues],
  provision: provisionTemplates,
}

export { getTemplate, getTemplateByName, listTemplates, templatesWithLabel } from './template-store.ts'
export { changeTemplate, createTemplate } from './write-template.ts'
