/**
 * What a profile can allow (ROL-03, ROL-04, MSSP-51). The text is what administrators read; `needs` are the
 * prerequisites that a capability implies (ROL-05).
 */
export const capabilities = {
  'incident.view': { area: 'Incident', text: 'View' },
  'incident.access': { area: 'Incident', text: 'Access', needs: ['incident.view'] },
  'incident.access-all': { area: 'Incident', text: 'Access all', needs: ['incident.access'] },
  'incident.edit': { area: 'Incident', text: 'Edit', needs: ['incident.access'] },
  'incident.bulk': { area: 'Incident', text: 'Bulk operations', needs: ['incident.edit'] },
  'incident.investigators': { area: 'Incident', text: 'Manage investigators', needs: ['incident.access'] },
  'incident.ownership': { area: 'Incident', text: 'Change ownership', needs: ['incident.access'] },
  'triage.view': { area: 'Triage', text: 'View' },
  'triage.access': { area: 'Triage', text: 'Access', needs: ['triage.view'] },
  'triage.access-all': { area: 'Triage', text: 'Access all', needs: ['triage.access'] },
  'triage.ownership': { area: 'Triage', text: 'Change ownership', needs: ['triage.access'] },
  'triage.edit': { area: 'Triage', text: 'Edit', needs: ['triage.access'] },
  'triage.bulk-delete': { area: 'Triage', text: 'Bulk physical delete', needs: ['triage.edit'] },
  'folder.edit': { area: 'Folders', text: 'Edit' },
  'attachment.access': { area: 'Attachments', text: 'Access' },
  'attachment.edit': { area: 'Attachments', text: 'Edit', needs: ['attachment.access'] },
  'incident-playbook.access': { area: 'Incident playbook', text: 'Access' },
  'incident-playbook.edit': { area: 'Incident playbook', text: 'Edit', needs: ['incident-playbook.access'] },
  'incident-playbook.manage': { area: 'Incident playbook', text: 'Manage', needs: ['incident-playbook.edit'] },
  'note.access': { area: 'Note', text: 'Access' },
  'note.edit': { area: 'Note', text: 'Edit', needs: ['note.access'] },
  'war-room.use': { area: 'War room', text: 'Use' },
  'settings.configure': { area: 'Settings', text: 'General: Configure' },
  'user.manage': { area: 'User management', text: 'Users' },
  'group.manage': { area: 'User management', text: 'Groups' },
  'profile.manage': { area: 'User management', text: 'Profiles' },
  'notification.configure': { area: 'Notification', text: 'Configure' },
  'custom-field.configure': { area: 'Customization', text: 'Fields' },
  'logo.configure': { area: 'Customization', text: 'Logo' },
  'label.configure': { area: 'Customization', text: 'Incident labels' },
  'triage.configure': { area: 'Customization', text: 'Triage' },
  'audit.access': { area: 'Audit and information', text: 'Audit trail' },
  'audit.configure': { area: 'Audit and information', text: 'Configure audit trail', needs: ['audit.access'] },
  'license.access': { area: 'Audit and information', text: 'License information' },
  'api.use': { area: 'API', text: 'Use' },
  'api.admin': { area: 'API', text: 'Api admin', needs: ['api.use'] },
  'incident-template.access': { area: 'Incident templates', text: 'Access' },
  'incident-template.configure': {
    area: 'Incident templates',
    text: 'Configure',
    needs: ['incident-template.access'],
  },
  'automation-rule.access': { area: 'Automation rules', text: 'Access' },
  'automation-rule.configure': { area: 'Automation rules', text: 'Configure', needs: ['automation-rule.access'] },
  'alert.access': { area: 'Alerts', text: 'Access' },
  'alert.ingest': { area: 'Alerts', text: 'Send' },
  'entity.access': { area: 'Entities', text: 'Access' },
  'entity.manage': { area: 'Entities', text: 'Manage', needs: ['entity.access'] },
  'entity.bulk-delete': { area: 'Entities', text: 'Bulk physical delete', needs: ['entity.manage'] },
  'report.access': { area: 'Report', text: 'Access' },
  'report.access-all': { area: 'Report', text: 'Access all', needs: ['report.access'] },
  'dashboard.access': { area: 'Dashboard', text: 'Access' },
  'dashboard.access-all': { area: 'Dashboard', text: 'Access all', needs: ['dashboard.access'] },
  'widget.use-all': { area: 'Widgets', text: 'Use all' },
  'task.view': { area: 'Task', text: 'View' },
  'task.access': { area: 'Task', text: 'Access', needs: ['task.view'] },
  'task.access-all': { area: 'Task', text: 'Access all', needs: ['task.access'] },
  'task.edit': { area: 'Task', text: 'Edit', needs: ['task.access'] },
  'task.reassign': { area: 'Task', text: 'Reassign', needs: ['task.access'] },
  'integration.access': { area: 'Integrations', text: 'Access' },
  'integration.configure': { area: 'Integrations', text: 'Configure', needs: ['integration.access'] },
  'playbook.access': { area: 'Playbooks', text: 'Access' },
  'playbook.configure': { area: 'Playbooks', text: 'Configure', needs: ['playbook.access'] },
  'membership.manage': { area: 'MSSP', text: 'My MSSP: pair and grant' },
  'fleet.dashboard': { area: 'MSSP console', text: 'Dashboard' },
  'fleet.nodes-view': { area: 'MSSP console', text: 'Nodes: View' },
  'fleet.nodes-manage': { area: 'MSSP console', text: 'Nodes: Manage', needs: ['fleet.nodes-view'] },
  'fleet.nodes-connect': { area: 'MSSP console', text: 'Nodes: Connect', needs: ['fleet.nodes-view'] },
  'fleet.push': { area: 'MSSP console', text: 'Push content', needs: ['fleet.nodes-view'] },
} as const satisfies Record<string, { area: string; text: string; needs?: readonly string[] }>

export type Capability = keyof typeof capabilities

export const allCapabilities = Object.keys(capabilities) as Capability[]

/** The given capabilities and all they imply (ROL-05). */
export function withPrerequisites(granted: Iterable<Capability>): Set<Capability> {
  const result = new Set<Capability>()
  const visit = (capability: Capability) => {
    if (result.has(capability) || !(capability in capabilities)) return
    result.add(capability)
    const entry = capabilities[capability]
    if ('needs' in entry) for (const needed of entry.needs) visit(needed)
  }
  for (const capability of granted) visit(capability)
  return result
}

const readOnlyEndings = ['.view', '.access', '.use', '.access-all', '.nodes-view', '.dashboard']

/** The profiles that every instance is born with (ROL-01). */
export const shippedProfiles: { name: string; capabilities: Capability[] }[] = [
  { name: 'Administrator', capabilities: allCapabilities },
  {
    name: 'Analyst',
    capabilities: allCapabilities.filter(
      (capability) =>
        !/\.(configure|manage|bulk-delete|ingest|admin|nodes-manage|push)$/.test(capability) ||
        capability === 'entity.manage' ||
        capability === 'incident-playbook.manage',
    ),
  },
  {
    name: 'Read only',
    capabilities: allCapabilities.filter(
      (capability) =>
        readOnlyEndings.some((ending) => capability.endsWith(ending)) &&
        !['api.use', 'widget.use-all', 'war-room.use'].includes(capability),
    ),
  },
]
