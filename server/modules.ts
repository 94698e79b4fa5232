import { access } from './access/index.ts'
import { alerts } from './alerts/index.ts'
import { audit } from './audit/index.ts'
import { automationRules } from './automation-rules/index.ts'
import { compatibility } from './compatibility/index.ts'
import { customFields } from './custom-fields/index.ts'
import { entities } from './entities/index.ts'
import { fleet } from './fleet/index.ts'
import { incidentTemplates } from './incident-templates/index.ts'
import { incidents } from './incidents/index.ts'
import { integrations } from './integrations/index.ts'
import { link } from './link/index.ts'
import { mail } from './mail/index.ts'
import { membership } from './membership/index.ts'
import { runSubscription } from './platform/events/index.ts'
import { streamChangesRoute } from './platform/live/stream-changes.ts'
import type { ServerModule } from './platform/module.ts'
import { playbooks } from './playbooks/index.ts'
import { runs } from './runs/index.ts'
import { tasks } from './tasks/index.ts'
import { triage } from './triage/index.ts'

const platform: ServerModule = { name: 'platform', routes: [streamChangesRoute], jobs: [runSubscription] }

/** Every domain word of the product, in the order of architecture section 3. */
export const modules: readonly ServerModule[] = [
  platform,
  access,
  audit,
  mail,
  customFields,
  entities,
  incidentTemplates,
  tasks,
  incidents,
  triage,
  integrations,
  playbooks,
  runs,
  automationRules,
  alerts,
  compatibility,
  link,
  membership,
  fleet,
]
