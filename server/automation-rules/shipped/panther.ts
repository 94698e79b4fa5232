import type { RuleFilter, RuleMapping } from '@tocsin/contracts/automation-rule.ts'
import type { ShippedRule, ShippedSource } from './shipped-rule.ts'

/** Detections over cloud and SaaS logs: `{source, rule_id, title, severity, mitre, event}`. */
export const pantherSource: ShippedSource = {
  name: 'panther',
  description: 'Detections with the vendor’s event: {source, rule_id, title, severity, mitre, event}.',
  keyPaths: [],
  titlePath: 'title',
  timePath: null,
}

/** Where the vendors of the logs say from which address somebody acted. */
const callerPaths = [
  'event.sourceIPAddress',
  'event.actor.ip_address',
  'event.client.ipAddress',
  'event.callerIpAddress',
  'event.protoPayload.requestMetadata.callerIp',
  'event.context.ip_address',
  'event.context.client_ip_address',
  'event.actor_ip',
]

const mappings: RuleMapping[] = [
  { from: { path: 'title' }, to: { kind: 'field', name: 'name' } },
  { from: { template: '{{input.rule_id}} in {{input.source}}' }, to: { kind: 'field', name: 'description' } },
  {
    from: {
      template:
        '<p><b>{{input.title}}</b></p><table><tbody><tr><th>Detection</th><td>{{input.rule_id}}</td></tr>' +
        '<tr><th>Log</th><td>{{input.source}}</td></tr><tr><th>MITRE ATT&amp;CK</th><td>{{input.mitre.[]}}</td></tr>' +
        '<tr><th>Severity</th><td>{{input.severity}}</td></tr></tbody></table><pre>{{input.event}}</pre>',
    },
    to: { kind: 'field', name: 'additional_info' },
  },
  {
    from: { path: 'severity' },
    to: { kind: 'field', name: 'restriction' },
    values: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'low', informational: 'low' },
    otherwise: 'medium',
  },
  { from: { constant: 'cloud' }, to: { kind: 'field', name: 'type' } },
  { from: { path: 'mitre' }, to: { kind: 'field', name: 'tags' } },
  { from: { path: 'rule_id' }, to: { kind: 'artifact', name: 'detection' } },
  { from: { path: 'source' }, to: { kind: 'artifact', name: 'logSource' } },
  ...callerPaths.map((path): RuleMapping => ({ from: { path }, to: { kind: 'artifact', name: 'sourceAddress' } })),
]

const common = { source: pantherSource.name, mappings, harvest: { path: 'event' }, enabled: true }
const isnot = (value: string): RuleFilter => ({ field: 'severity', operator: 'isnot', value })
const isDetection: RuleFilter = { field: 'rule_id', operator: 'isnot', value: '' }

export const pantherRules: ShippedRule[] = [
  {
    ...common,
    shippedAs: 'panther-incident',
    name: 'Detections: medium and above to incident',
    description: 'Critical, high, medium, and severities that are not known.',
    filters: [isDetection, isnot('Low'), isnot('Info'), isnot('Informational')],
    action: { kind: 'create-incident', templateId: null, labelId: null, ownerId: null },
    template: 'Cloud detection',
  },
  {
    ...common,
    shippedAs: 'panther-triage',
    name: 'Detections: low and informational to triage',
    description: 'What a person should look at before it becomes an incident.',
    filters: [isDetection],
    action: { kind: 'add-to-triage' },
  },
]
